import { Plus } from "lucide-react";
import { useRef } from "react";
import { flushSync } from "react-dom";
import { useFieldError } from "../../stores/field-errors.ts";
import { usePlayground } from "../../stores/store-context.ts";
import { DocumentRow } from "./DocumentRow.tsx";

export function Documents() {
  const rows = usePlayground((state) => state.draft.rows);
  const addDocument = usePlayground((state) => state.addDocument);
  const error = useFieldError("documents");
  const list = useRef<HTMLOListElement>(null);

  return (
    <section aria-label="Documents input" className="panel flex flex-col">
      <div className="flex items-center justify-between px-4 pt-3 pb-2">
        <h2 className="heading">
          Documents <span className="font-normal text-muted tabular-nums">{rows.length}</span>
        </h2>
        <button
          type="button"
          className="button"
          onClick={() => {
            const { id } = flushSync(addDocument);
            list.current?.querySelector<HTMLTextAreaElement>(`[data-row="${id}"] textarea`)?.focus();
          }}
        >
          <Plus aria-hidden size={16} />
          Add document
        </button>
      </div>
      {error !== undefined && rows.length === 0 && (
        <p className="error px-4 pb-2">There must be at least one document.</p>
      )}
      <ol ref={list} aria-label="Documents" className="max-h-[60vh] overflow-y-auto border-t border-line">
        {rows.map((row, index) => (
          <DocumentRow key={row.id} row={row} index={index} />
        ))}
      </ol>
    </section>
  );
}
