import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, type RefObject, useEffect } from "react";
import type { Rows } from "../../stores/rows.ts";
import { documentsText } from "../../text/documents.ts";

interface VirtualRowsProps {
  rows: Rows;
  /** The scrolling element. */
  box: RefObject<HTMLElement | null>;
  renderRow: (index: number, start: number, measure: (element: HTMLElement | null) => void) => ReactNode;
  /** Receives the function that scrolls to a row, and so renders it. */
  onReady: (scrollTo: (index: number) => void) => void;
}

const estimatedRowHeight = 50;

/** Very many rows, of which only those in view are in the page. */
export default function VirtualRows({ rows, box, renderRow, onReady }: VirtualRowsProps) {
  // oxlint-disable-next-line react/incompatible-library -- its functions are meant to be used like this
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => estimatedRowHeight,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 8,
  });
  useEffect(() => {
    onReady((index) => virtualizer.scrollToIndex(index));
    // The virtualizer's functions never change.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  return (
    <ol
      aria-label={documentsText.heading}
      className="relative"
      style={{ height: virtualizer.getTotalSize() }}
    >
      {virtualizer
        .getVirtualItems()
        .map(({ index, start }) => renderRow(index, start, virtualizer.measureElement))}
    </ol>
  );
}
