import { type ReactNode, Suspense, lazy, useEffect, useRef } from "react";
import { usePlayground } from "../../stores/store-context.ts";
import { DocumentRow } from "./DocumentRow.tsx";
import { useRowDrag } from "./use-row-drag.ts";

const VirtualRows = lazy(() => import("./VirtualRows.tsx"));

/** Up to here all rows are in the page, so that the browser's own search finds them. */
const virtualFrom = 150;
/** Of more, until the code for them is here. */
const firstRows = 50;

/** Rows in a box that scrolls; of very many, only those in sight are in the page. */
export function DocumentList({ focusRow }: { focusRow: number | undefined }) {
  const rows = usePlayground((state) => state.draft.rows);
  const box = useRef<HTMLDivElement>(null);
  /** Brings a row that is not in sight into the page; without it they all are. */
  const scrollTo = useRef<(index: number) => void>(undefined);
  const virtual = rows.length > virtualFrom;
  const drag = useRowDrag(box);

  function focus(row: number): number {
    scrollTo.current?.(rows.findIndex(({ id }) => id === row));
    // Once the row is in the page.
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
    // Only a new row is focused, not every later change of the list.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [focusRow]);

  function showRow(index: number): void {
    const place = Math.max(0, Math.min(rows.length - 1, index));
    scrollTo.current?.(place);
    // Once the row is in the page.
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
    <ol aria-label="Documents">
      {(virtual ? rows.slice(0, firstRows) : rows).map((_, index) => renderRow(index))}
    </ol>
  );
  return (
    <div
      ref={box}
      className="max-h-[26rem] overflow-y-auto overscroll-contain border-t border-line lg:max-h-[21rem]"
    >
      {virtual ? (
        <Suspense fallback={plainRows}>
          <VirtualRows
            rows={rows}
            box={box}
            renderRow={renderRow}
            onReady={(scroll) => {
              scrollTo.current = scroll;
              // The row that made them so many came before the code for it.
              if (focusRow !== undefined && rows.at(-1)?.id === focusRow) focus(focusRow);
            }}
          />
        </Suspense>
      ) : (
        plainRows
      )}
    </div>
  );
}
