import { useState } from "react";
import { usePlayground } from "../../stores/store-context.ts";
import { importChoiceText } from "../../text/import-choice.ts";
import { SelectField } from "../../ui/SelectField.tsx";
import { ChoiceForm } from "./ChoiceForm.tsx";
import type { ImportedParts } from "./imported-parts.ts";
import { countJudged } from "./import/judge.ts";
import type { Judgements } from "./import/reading.ts";

interface JudgementChoiceProps {
  name: string;
  judgements: Judgements;
  onUse: (parts: ImportedParts) => void;
  onCancel: () => void;
}

/** A list in a browser gets slow with more. */
const maxTopics = 1000;

/** Grades the documents of the page, or orders them, by the judgements of one query. */
export function JudgementChoice({ name, judgements, onUse, onCancel }: JudgementChoiceProps) {
  const rows = usePlayground((state) => state.draft.rows);
  const documents = rows.map(({ document }) => document);
  const topics = judgements.topics
    .map((topic) => ({ ...topic, matches: countJudged(documents, topic.entries) }))
    .toSorted((a, b) => b.matches - a.matches)
    .slice(0, maxTopics);
  const [query, setQuery] = useState(topics[0]?.query ?? "");
  const topic = topics.find((candidate) => candidate.query === query);
  const count = topic?.matches ?? 0;
  const isRun = judgements.kind === "run";
  return (
    <ChoiceForm
      action={isRun ? importChoiceText.order(count) : importChoiceText.grade(count)}
      disabled={count === 0}
      onCancel={onCancel}
      onSubmit={() =>
        onUse({
          judgements: { kind: judgements.kind, entries: topic?.entries ?? [] },
          notice: isRun ? importChoiceText.ordered(count, name) : importChoiceText.graded(count, name),
        })
      }
    >
      <p className="text-xs text-muted">{isRun ? importChoiceText.run : importChoiceText.qrels}</p>
      <div className="self-start">
        <SelectField
          label={importChoiceText.topic}
          value={query}
          options={topics.map(({ query: value, matches, entries }) => ({
            value,
            label: importChoiceText.topicOption(value, matches, entries.length),
          }))}
          onChange={setQuery}
        />
      </div>
      {count === 0 && <p className="text-xs text-danger">{importChoiceText.noneHere}</p>}
    </ChoiceForm>
  );
}
