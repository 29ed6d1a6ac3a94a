import { importChoiceText } from "../../text/import-choice.ts";
import { SelectField } from "../../ui/SelectField.tsx";
import { encodings } from "./import/bytes/encodings.ts";
import type { Reading, ReadOptions } from "./import/reading.ts";
import { delimiters } from "./import/text/delimiters.ts";

interface SourceFieldsProps {
  reading: Reading;
  listIndex: number;
  onList: (index: number) => void;
  asQuery: boolean;
  onAsQuery: (asQuery: boolean) => void;
  onDecide: (options: ReadOptions) => void;
}

const encodingOptions = Object.entries(encodings).map(([value, label]) => ({ value, label }));

/** What the reader decided by itself: the encoding, the delimiter, the header, the list. Each can be changed. */
export function SourceFields({
  reading,
  listIndex,
  onList,
  asQuery,
  onAsQuery,
  onDecide,
}: SourceFieldsProps) {
  const content = reading.content.ok ? reading.content.value : undefined;
  const { table, lists = [] } = content ?? {};
  const shown = [...new Set(["", ...delimiters, table?.delimiter ?? ""])];
  return (
    <>
      <div className="flex flex-wrap items-end gap-2 empty:hidden">
        {reading.guessed && (
          <SelectField
            label={importChoiceText.encoding}
            value={reading.encoding ?? ""}
            options={encodingOptions}
            onChange={(encoding) => onDecide({ encoding })}
          />
        )}
        {lists.length > 1 && (
          <SelectField
            label={importChoiceText.list}
            value={String(listIndex)}
            options={lists.map(({ label, items }, index) => ({
              value: String(index),
              label: importChoiceText.listOption(label, items.length),
            }))}
            onChange={(value) => onList(Number(value))}
          />
        )}
        {table && (
          <>
            <SelectField
              label={importChoiceText.delimiter}
              value={table.delimiter}
              options={shown.map((value) => ({ value, label: importChoiceText.delimiterOption(value) }))}
              onChange={(delimiter) => onDecide({ delimiter })}
            />
            <label className="flex h-8 items-center gap-2 text-xs">
              <input
                type="checkbox"
                className="size-4 accent-accent"
                checked={table.header}
                onChange={(event) => onDecide({ header: event.currentTarget.checked })}
              />
              {importChoiceText.header}
            </label>
          </>
        )}
        {content?.queries === true && (
          <SelectField
            label={importChoiceText.takeAs}
            value={asQuery ? "query" : "documents"}
            options={[
              { value: "query", label: importChoiceText.asQuery },
              { value: "documents", label: importChoiceText.asDocuments },
            ]}
            onChange={(value) => onAsQuery(value === "query")}
          />
        )}
      </div>
      {reading.guessed && <p className="text-xs text-muted">{importChoiceText.guessed}</p>}
    </>
  );
}
