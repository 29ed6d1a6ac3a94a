import { GripVertical, X } from "lucide-react";
import { type KeyboardEvent, type MouseEvent, type PointerEvent, memo } from "react";
import { flushSync } from "react-dom";
import { inputText } from "../../../../contract/rerank.ts";
import { useFieldError } from "../../stores/field-errors.ts";
import { type Row, documentImage, documentLabel, rowText } from "../../stores/rows.ts";
import { usePlayground } from "../../stores/store-context.ts";
import { DocumentText } from "./DocumentText.tsx";
import { DocumentImage } from "../images/DocumentImage.tsx";
import { TextOnlyNote } from "../images/TextOnlyNote.tsx";
import { documentsText } from "../../text/documents.ts";

interface DocumentRowProps {
  row: Row;
  index: number;
  count: number;
  /** Pixels from the top of the list; `undefined` while rows are in the normal flow. */
  start: number | undefined;
  measure: ((element: HTMLElement | null) => void) | undefined;
  dragged: boolean;
  onDragStart: (id: number, event: PointerEvent) => void;
  /** Scrolls to where the keyboard has moved the row. */
  onMoved: (to: number) => void;
}

/** One document. Its number is its place in the request, from 1. */
export const DocumentRow = memo(function DocumentRow(props: DocumentRowProps) {
  const { row, index, count, start, measure, dragged, onDragStart, onMoved } = props;
  const setDocument = usePlayground((state) => state.setDocument);
  const deleteDocument = usePlayground((state) => state.deleteDocument);
  const moveDocument = usePlayground((state) => state.moveDocument);
  const beginChange = usePlayground((state) => state.beginChange);
  const error = useFieldError(`documents[${index}]`);
  const number = index + 1;
  const label = documentLabel(row.document);
  const image = documentImage(row.document) !== undefined;

  function moveByKey(event: KeyboardEvent<HTMLButtonElement>): void {
    const to = { ArrowUp: index - 1, ArrowDown: index + 1, Home: 0, End: count - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const handle = event.currentTarget;
    beginChange();
    flushSync(() => moveDocument(row.id, to));
    // Moving an element drops its focus, and a virtual row may no longer be in the page.
    onMoved(to);
    if (handle.isConnected) handle.focus();
  }

  /** Moves focus to the row that takes this place, or to the last row. */
  function remove(event: MouseEvent<HTMLButtonElement>): void {
    const list = event.currentTarget.closest("ol");
    flushSync(() => deleteDocument(row.id));
    const next = list?.querySelector(`[data-index="${Math.min(index, count - 2)}"]`);
    const button = next?.querySelector<HTMLElement>(":scope > button:last-child");
    (button ?? document.getElementById("add-document"))?.focus();
  }

  return (
    <li
      ref={measure}
      data-row={row.id}
      data-index={index}
      aria-posinset={number}
      aria-setsize={count}
      className={`group flex items-start gap-1 border-b border-line py-1 pr-2 pl-1 ${dragged ? "bg-accent-soft" : "bg-surface"} ${start === undefined ? "last:border-b-0" : "absolute top-0 left-0 w-full"}`}
      style={start === undefined ? undefined : { transform: `translateY(${start}px)` }}
    >
      <button
        type="button"
        className="button-quiet w-6 min-w-0 shrink-0 cursor-grab touch-none px-0 active:cursor-grabbing"
        aria-label={documentsText.move(number)}
        aria-keyshortcuts="ArrowUp ArrowDown"
        title={documentsText.moveHint}
        onPointerDown={(event) => onDragStart(row.id, event)}
        onKeyDown={moveByKey}
      >
        <GripVertical aria-hidden size={14} />
      </button>
      <span
        aria-hidden
        className="shrink-0 pt-2 text-right font-mono text-xs text-muted tabular-nums"
        style={{ minWidth: `${Math.max(2, String(count).length) + 1}ch` }}
      >
        {number}
      </span>
      <div className="min-w-0 grow">
        {label !== undefined && !image && <p className="truncate px-2 pt-1.5 text-xs text-muted">{label}</p>}
        {image && (
          <div className="px-2 py-1" {...(error !== undefined && { "data-invalid": true, tabIndex: -1 })}>
            <DocumentImage document={row.document} index={index} />
            {error === undefined && <TextOnlyNote />}
          </div>
        )}
        {(!image || inputText(row.document) !== undefined) && (
          <DocumentText
            number={number}
            text={rowText(row)}
            invalid={error !== undefined}
            onChange={(text) => setDocument(row.id, text)}
          />
        )}
        {error !== undefined && (
          <p className="error px-2">
            {image ? documentsText.imageError(number, error) : documentsText.error(number, error)}
          </p>
        )}
      </div>
      <button
        type="button"
        className="button-quiet w-8 shrink-0 px-0"
        aria-label={documentsText.delete(number)}
        onClick={remove}
      >
        <X aria-hidden size={16} />
      </button>
    </li>
  );
});
