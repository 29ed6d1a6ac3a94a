import { X } from "lucide-react";
import { memo } from "react";
import { useFieldError } from "../../stores/field-errors.ts";
import { type Row, textOfRow } from "../../stores/rows.ts";
import { usePlayground } from "../../stores/store-context.ts";

/** One document; its number is its place in the request, counted from 1. */
export const DocumentRow = memo(function DocumentRow({ row, index }: { row: Row; index: number }) {
  const setDocument = usePlayground((state) => state.setDocument);
  const deleteDocument = usePlayground((state) => state.deleteDocument);
  const error = useFieldError(`documents[${index}]`);
  const number = index + 1;
  return (
    <li data-row={row.id} className="flex items-start gap-2 border-b border-line px-2 py-1 last:border-b-0">
      <span aria-hidden className="w-8 shrink-0 pt-1.5 text-right font-mono text-xs text-muted tabular-nums">
        {number}
      </span>
      <div className="min-w-0 grow">
        <textarea
          dir="auto"
          rows={1}
          aria-label={`Document ${number}`}
          aria-invalid={error !== undefined}
          className="grows block w-full resize-none rounded-md bg-transparent px-2 py-1.5 [overflow-wrap:anywhere] hover:bg-sunken"
          placeholder="Empty: ranks last"
          value={textOfRow(row)}
          onChange={(event) => setDocument(row.id, event.currentTarget.value)}
        />
        {error !== undefined && (
          <p className="error px-2">
            Document {number} {error}.
          </p>
        )}
      </div>
      <button
        type="button"
        className="button-quiet shrink-0"
        aria-label={`Delete document ${number}`}
        onClick={() => deleteDocument(row.id)}
      >
        <X aria-hidden size={16} />
      </button>
    </li>
  );
});
