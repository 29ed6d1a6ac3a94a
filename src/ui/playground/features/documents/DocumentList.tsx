import { type ReactNode, Suspense, useEffect, useRef, useState } from "react";
import type { Rows } from "../../stores/rows.ts";
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

/** On a narrow page only the first rows, until all are asked for, one is added or one is wrong. */
export function DocumentList({ focusRow }: { focusRow: number | undefined }) {
  const isNarrow = useMedia("(width < 40rem)");
  const [isUnfolded, setUnfolded] = useState(false);
  const rows = usePlayground((state) => state.draft.rows);
  const isWrong = usePlayground(
    ({ run }) =>
      run.status === "failed" && run.error.errors.some(({ field }) => field.startsWith("documents[")),
  );
  const more = rows.length - foldedRows;
  if (!isNarrow || isUnfolded || isWrong || focusRow !== undefined || more < 2)
    return <RowList focusRow={focusRow} rows={rows} />;
  return (
    <>
      <RowList focusRow={undefined} rows={rows.slice(0, foldedRows)} count={rows.length} />
      <button
        type="button"
        className="border-t border-line px-4 py-2 text-left text-accent"
        onClick={() => setUnfolded(true)}
      >
        {documentsText.more(more)}
      </button>
    </>
  );
}

interface RowListProps {
  focusRow: number | undefined;
  rows: Rows;
  /** Of all documents. */
  count?: number;
}

/** Rows in a scrolling box. With very many, only those in view are in the page. */
function RowList({ focusRow, rows, count = rows.length }: RowListProps) {
  const box = useRef<HTMLDivElement>(null);
  /** Renders a row that is out of view; `undefined` while all rows are rendered. */
  const scrollTo = useRef<(index: number) => void>(undefined);
  const virtual = rows.length > virtualFrom;
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
        count={count}
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
      {(virtual ? rows.slice(0, firstRows) : rows).map((_, index) => renderRow(index))}
    </ol>
  );
  return (
    <div
      ref={box}
      className="max-h-[26rem] overflow-y-auto overscroll-contain border-t border-line lg:max-h-none lg:min-h-32 lg:grow lg:basis-0"
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
  );
}
