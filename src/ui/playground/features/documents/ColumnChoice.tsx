import { useState } from "react";
import { type RerankDocument, textOf } from "../../../../contract/rerank.ts";
import { columnChoiceText } from "../../text/column-choice.ts";
import { SelectField } from "../../ui/SelectField.tsx";
import {
  type FileContent,
  columnDocuments,
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

/** Picks the column that holds the documents. The one with the longest texts is preselected. */
export default function ColumnChoice({ name, table, onChoose, onCancel }: ColumnChoiceProps) {
  const all = [table.columns, ...table.rows];
  const [hasHeader, setHasHeader] = useState(table.rows.length > 0);
  const [column, setColumn] = useState(() => likelyTextColumn(table.rows.length > 0 ? table.rows : all));
  const [grades, setGrades] = useState(() => likelyGradeColumn(table.columns, table.rows));
  const documents = columnDocuments(hasHeader ? table.rows : all, column, grades);
  const options = table.columns.map((title, index) => ({
    value: String(index),
    label: !hasHeader || title.trim() === "" ? columnChoiceText.column(index + 1) : title,
  }));
  return (
    <form
      aria-label={columnChoiceText.form(name)}
      className="flex flex-wrap items-end gap-2 border-t border-line bg-sunken px-4 py-3"
      onSubmit={(event) => {
        event.preventDefault();
        onChoose(documents);
      }}
    >
      <SelectField
        label={columnChoiceText.documents(name)}
        value={String(column)}
        options={options}
        onChange={(value) => setColumn(Number(value))}
      />
      {table.columns.length > 1 && (
        <SelectField
          label={columnChoiceText.grades}
          value={String(grades ?? none)}
          options={[{ value: none, label: columnChoiceText.noGrades }, ...options]}
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
        {columnChoiceText.header}
      </label>
      <button type="submit" className="button button-primary" disabled={documents.length === 0}>
        {columnChoiceText.use(documents.length)}
      </button>
      <button type="button" className="button" onClick={onCancel}>
        {columnChoiceText.cancel}
      </button>
      <p className="w-full truncate text-xs text-muted">
        {documents.length === 0
          ? columnChoiceText.emptyColumn
          : columnChoiceText.first(textOf(documents[0] ?? "") ?? "")}
      </p>
    </form>
  );
}
