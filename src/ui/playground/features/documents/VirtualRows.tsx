import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, type RefObject, useEffect } from "react";
import type { Rows } from "../../stores/rows.ts";

interface VirtualRowsProps {
  rows: Rows;
  /** What scrolls. */
  box: RefObject<HTMLElement | null>;
  renderRow: (index: number, start: number, measure: (element: HTMLElement | null) => void) => ReactNode;
  /** From now on a row is brought into the page by this. */
  onReady: (scrollTo: (index: number) => void) => void;
}

const estimatedRowHeight = 50;

/** Very many rows: only those in sight are in the page. */
export default function VirtualRows({ rows, box, renderRow, onReady }: VirtualRowsProps) {
  // oxlint-disable-next-line react/incompatible-library -- its functions are made for this use
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => estimatedRowHeight,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 8,
  });
  useEffect(() => {
    onReady((index) => virtualizer.scrollToIndex(index));
    // Its functions stay the same.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  return (
    <ol aria-label="Documents" className="relative" style={{ height: virtualizer.getTotalSize() }}>
      {virtualizer
        .getVirtualItems()
        .map(({ index, start }) => renderRow(index, start, virtualizer.measureElement))}
    </ol>
  );
}
