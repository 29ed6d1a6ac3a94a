import { useState } from "react";
import { inputText } from "../../../../contract/rerank.ts";
import { importChoiceText } from "../../text/import-choice.ts";
import { SelectField } from "../../ui/SelectField.tsx";
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
  const queries = makeDocuments(list, proposeChoice(list))
    .documents.slice(0, maxQueries)
    .map((query) => inputText(query) ?? "");
  const [index, setIndex] = useState(0);
  return (
    <form
      className="flex flex-col items-start gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        onUse({ query: queries[index], notice: importChoiceText.tookQuery(name) });
      }}
    >
      <SelectField
        label={importChoiceText.queryChoice}
        value={String(index)}
        options={queries.map((label, place) => ({ value: String(place), label: label.slice(0, 200) }))}
        onChange={(value) => setIndex(Number(value))}
      />
      <div className="flex flex-wrap gap-2">
        <button type="submit" className="button button-primary" disabled={queries.length === 0}>
          {importChoiceText.takeQuery}
        </button>
        <button type="button" className="button" onClick={onCancel}>
          {importChoiceText.cancel}
        </button>
      </div>
    </form>
  );
}
