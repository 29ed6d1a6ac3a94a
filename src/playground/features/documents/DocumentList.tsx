import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef } from "react";
import { usePlayground } from "../../stores/store-context.ts";
import { DocumentRow } from "./DocumentRow.tsx";
import { useRowDrag } from "./use-row-drag.ts";

/** Up to here all rows are in the page, so that the browser's own search finds them. */
const virtualFrom = 150;
const estimatedRowHeight = 50;

/** Rows in a box that scrolls; of very many, only those in sight are in the page. */
export function DocumentList({ focusRow }: { focusRow: number | undefined }) {
  const rows = usePlayground((state) => state.draft.rows);
  const box = useRef<HTMLDivElement>(null);
  const virtual = rows.length > virtualFrom;
  // oxlint-disable-next-line react/incompatible-library -- its functions are made for this use
  const virtualizer = useVirtualizer({
    count: rows.length,
    enabled: virtual,
    getScrollElement: () => box.current,
    estimateSize: () => estimatedRowHeight,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 8,
  });
  const drag = useRowDrag(box);

  useEffect(() => {
    if (focusRow === undefined) return;
    const index = rows.findIndex(({ id }) => id === focusRow);
    if (virtual) virtualizer.scrollToIndex(index);
    // Once the row is in the page.
    const frame = requestAnimationFrame(() =>
      box.current?.querySelector<HTMLTextAreaElement>(`[data-row="${focusRow}"] textarea`)?.focus(),
    );
    return () => cancelAnimationFrame(frame);
    // Only a new row is focused, not every later change of the list.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [focusRow]);

  function showRow(index: number): void {
    const place = Math.max(0, Math.min(rows.length - 1, index));
    if (virtual) virtualizer.scrollToIndex(place);
    // Once the row is in the page.
    requestAnimationFrame(() => {
      const row = box.current?.querySelector(`[data-index="${place}"]`);
      row?.scrollIntoView({ block: "nearest" });
      if (document.activeElement === document.body) row?.querySelector("button")?.focus();
    });
  }

  const items = virtual
    ? virtualizer.getVirtualItems().map(({ index, start }) => ({ index, start }))
    : rows.map((_, index) => ({ index, start: undefined }));

  return (
    <div
      ref={box}
      className="max-h-[26rem] overflow-y-auto overscroll-contain border-t border-line lg:max-h-[21rem]"
    >
      <ol
        aria-label="Documents"
        className={virtual ? "relative" : undefined}
        style={virtual ? { height: virtualizer.getTotalSize() } : undefined}
      >
        {items.map(({ index, start }) => {
          const row = rows[index];
          if (!row) return undefined;
          return (
            <DocumentRow
              key={row.id}
              row={row}
              index={index}
              count={rows.length}
              start={start}
              measure={virtual ? virtualizer.measureElement : undefined}
              onDragStart={drag.start}
              dragged={drag.row === row.id}
              onMoved={showRow}
            />
          );
        })}
      </ol>
    </div>
  );
}
