import { useMemo, useState } from "react";
import { inputText } from "../../../../contract/rerank.ts";
import { importChoiceText } from "../../text/import-choice.ts";
import { SelectField } from "../../ui/SelectField.tsx";
import { ChoiceForm } from "./ChoiceForm.tsx";
import type { ImportedParts } from "./imported-parts.ts";
import { makeDocuments, proposeChoice } from "./import/proposal/documents.ts";
import type { RecordList } from "./import/reading.ts";

interface QueryChoiceProps {
  name: string;
  list: RecordList;
  onUse: (parts: ImportedParts) => void;
  onCancel: () => void;
}

/** A list in a browser gets slow with more. */
const maxQueries = 1000;

/** Takes one query from a file of queries. */
export function QueryChoice({ name, list, onUse, onCancel }: QueryChoiceProps) {
  const queries = useMemo(
    () =>
      makeDocuments(list, proposeChoice(list))
        .documents.slice(0, maxQueries)
        .map((query) => inputText(query) ?? ""),
    [list],
  );
  const [index, setIndex] = useState(0);
  return (
    <ChoiceForm
      action={importChoiceText.takeQuery}
      disabled={queries.length === 0}
      onCancel={onCancel}
      onSubmit={() => onUse({ query: queries[index], notice: importChoiceText.tookQuery(name) })}
    >
      <div className="self-start">
        <SelectField
          label={importChoiceText.queryChoice}
          value={String(index)}
          options={queries.map((label, place) => ({ value: String(place), label: label.slice(0, 200) }))}
          onChange={(value) => setIndex(Number(value))}
        />
      </div>
    </ChoiceForm>
  );
}
