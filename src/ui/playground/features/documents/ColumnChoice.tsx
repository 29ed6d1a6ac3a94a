import { useState } from "react";
import { type RerankDocument, textOf } from "../../../../contract/rerank.ts";
import { plural } from "../../../text/format.ts";
import { SelectField } from "../../ui/SelectField.tsx";
import {
  type FileContent,
  documentsOfColumn,
  likelyGradeColumn,
  likelyTextColumn,
} from "./import/read-file.ts";

interface ColumnChoiceProps {
  name: string;
  table: Extract<FileContent, { kind: "table" }>;
  onChoose: (documents: RerankDocument[]) => void;
  onCancel: () => void;
}

const none = "none";

/** Which column of a table holds the documents; the one with the longest texts is proposed. */
export default function ColumnChoice({ name, table, onChoose, onCancel }: ColumnChoiceProps) {
  const all = [table.columns, ...table.rows];
  const [hasHeader, setHasHeader] = useState(table.rows.length > 0);
  const [column, setColumn] = useState(() => likelyTextColumn(table.rows.length > 0 ? table.rows : all));
  const [grades, setGrades] = useState(() => likelyGradeColumn(table.columns, table.rows));
  const documents = documentsOfColumn(hasHeader ? table.rows : all, column, grades);
  const options = table.columns.map((title, index) => ({
    value: String(index),
    label: !hasHeader || title.trim() === "" ? `Column ${index + 1}` : title,
  }));
  return (
    <form
      aria-label={`Column of ${name}`}
      className="flex flex-wrap items-end gap-2 border-t border-line bg-sunken px-4 py-3"
      onSubmit={(event) => {
        event.preventDefault();
        onChoose(documents);
      }}
    >
      <SelectField
        label={`Column of ${name} with the documents`}
        value={String(column)}
        options={options}
        onChange={(value) => setColumn(Number(value))}
      />
      {table.columns.length > 1 && (
        <SelectField
          label="Column with grades"
          value={String(grades ?? none)}
          options={[{ value: none, label: "none" }, ...options]}
          onChange={(value) => setGrades(value === none ? undefined : Number(value))}
        />
      )}
      <label className="flex h-8 items-center gap-2 text-xs">
        <input
          type="checkbox"
          className="size-4 accent-accent"
          checked={hasHeader}
          onChange={(event) => setHasHeader(event.currentTarget.checked)}
        />
        The first row is a header
      </label>
      <button type="submit" className="button button-primary" disabled={documents.length === 0}>
        Use {plural(documents.length, "document")}
      </button>
      <button type="button" className="button" onClick={onCancel}>
        Do not open
      </button>
      <p className="w-full truncate text-xs text-muted">
        {documents.length === 0 ? "This column is empty." : `First: ${textOf(documents[0] ?? "") ?? ""}`}
      </p>
    </form>
  );
}
