import { type ReactNode, Suspense, useEffect, useRef, useState } from "react";
import { usePlayground } from "../../stores/store-context.ts";
import { documentsText } from "../../text/documents.ts";
import { useMedia } from "../../ui/use-media.ts";
import { DocumentRow } from "./DocumentRow.tsx";
import { useRowDrag } from "./use-row-drag.ts";
import { lazyPart } from "../../parts/lazy-part.tsx";

const VirtualRows = lazyPart(() => import("./VirtualRows.tsx"));

/** Up to this many rows, all are in the page, so that the browser's search finds them. */
const virtualFrom = 150;
/** With more rows, this many are shown until the code for virtual rows has loaded. */
const firstRows = 50;

/** On a narrow page the answer should not be far below. */
const foldedRows = 3;

/**
 * Rows in a scrolling box. With very many, only those in view are in the page. On a narrow page, the first rows stand
 * for all, until more are asked for, one is added or wrong, or one beyond them has the focus.
 */
export function DocumentList({ focusRow }: { focusRow: number | undefined }) {
  const rows = usePlayground((state) => state.draft.rows);
  const isNarrow = useMedia("(width < 40rem)");
  const [isUnfolded, setUnfolded] = useState(false);
  const isWrong = usePlayground(
    ({ run }) =>
      run.status === "failed" && run.error.errors.some(({ field }) => field.startsWith("documents[")),
  );
  if (!isUnfolded && (isWrong || focusRow !== undefined)) setUnfolded(true);
  const more = rows.length - foldedRows;
  const isFolded = isNarrow && !isUnfolded && more > 1;
  const box = useRef<HTMLDivElement>(null);
  /** Renders a row that is out of view; `undefined` while all rows are rendered. */
  const scrollTo = useRef<(index: number) => void>(undefined);
  const virtual = rows.length > virtualFrom && !isFolded;
  const drag = useRowDrag(box);

  function focus(row: number): number {
    scrollTo.current?.(rows.findIndex(({ id }) => id === row));
    // After the row has rendered.
    return requestAnimationFrame(() =>
      box.current?.querySelector<HTMLTextAreaElement>(`[data-row="${row}"] textarea`)?.focus(),
    );
  }

  useEffect(() => {
    if (!virtual) scrollTo.current = undefined;
  }, [virtual]);

  useEffect(() => {
    if (focusRow === undefined) return;
    const frame = focus(focusRow);
    return () => cancelAnimationFrame(frame);
    // Focus only a new row, not on every change of the list.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [focusRow]);

  function showRow(index: number): void {
    const place = Math.max(0, Math.min(rows.length - 1, index));
    if (place >= foldedRows) setUnfolded(true);
    scrollTo.current?.(place);
    // After the row has rendered.
    requestAnimationFrame(() => {
      const row = box.current?.querySelector(`[data-index="${place}"]`);
      row?.scrollIntoView({ block: "nearest" });
      if (document.activeElement === document.body) row?.querySelector("button")?.focus();
    });
  }

  function renderRow(
    index: number,
    start?: number,
    measure?: (element: HTMLElement | null) => void,
  ): ReactNode {
    const row = rows[index];
    if (!row) return undefined;
    return (
      <DocumentRow
        key={row.id}
        row={row}
        index={index}
        count={rows.length}
        start={start}
        measure={measure}
        onDragStart={drag.start}
        dragged={drag.row === row.id}
        onMoved={showRow}
      />
    );
  }

  const plainRows = (
    <ol aria-label={documentsText.heading}>
      {rows
        .slice(0, isFolded ? foldedRows : virtual ? firstRows : undefined)
        .map((_, index) => renderRow(index))}
    </ol>
  );
  return (
    <>
      <div
        ref={box}
        className="max-h-[26rem] overflow-y-auto overscroll-contain border-t border-line lg:max-h-none lg:min-h-32 lg:grow lg:basis-0"
        onFocus={({ target }) => {
          const index = target.closest("[data-index]")?.getAttribute("data-index");
          if (Number(index ?? 0) >= foldedRows) setUnfolded(true);
        }}
      >
        {virtual ? (
          <Suspense fallback={plainRows}>
            <VirtualRows
              rows={rows}
              box={box}
              renderRow={renderRow}
              onReady={(scroll) => {
                scrollTo.current = scroll;
                // The row to focus was added before the code for virtual rows had loaded.
                if (focusRow !== undefined && rows.at(-1)?.id === focusRow) focus(focusRow);
              }}
            />
          </Suspense>
        ) : (
          plainRows
        )}
      </div>
      {isFolded && (
        <button
          type="button"
          className="min-h-11 border-t border-line px-4 py-2 text-left text-accent"
          onClick={() => {
            const next = rows[foldedRows];
            setUnfolded(true);
            if (next) focus(next.id);
          }}
        >
          {documentsText.more(more)}
        </button>
      )}
    </>
  );
}
