import { type Column, rowHeight } from "./columns.ts";

interface ColumnLinesProps {
  left: Column;
  right: Column;
  /** Index of the highlighted document. */
  active: number | undefined;
}

/** Lines between the same documents of two neighbouring columns. */
export function ColumnLines({ left, right, active }: ColumnLinesProps) {
  // Answers to different questions are not connected.
  const comparable = left.candidate.comparable && right.candidate.comparable;
  const from = comparable ? [...left.results, ...left.below] : [];
  const to = comparable ? [...right.results, ...right.below] : [];
  const rows = Math.max(from.length, to.length);
  const places = new Map(from.map(({ index }, row) => [index, row]));
  const returnedLeft = new Set(left.results.map(({ index }) => index));
  return (
    <svg
      aria-hidden
      viewBox={`0 0 80 ${Math.max(1, rows) * rowHeight}`}
      preserveAspectRatio="none"
      className="w-full"
      style={{ height: rows * rowHeight }}
    >
      {to.map(({ index }, row) => {
        const start = places.get(index);
        if (start === undefined) return undefined;
        const inBoth = row < right.results.length && returnedLeft.has(index);
        return (
          <path
            key={index}
            d={curve(start, row)}
            fill="none"
            vectorEffect="non-scaling-stroke"
            className={
              active === index
                ? "stroke-accent stroke-3"
                : `${inBoth ? "stroke-accent stroke-2" : "stroke-line-strong stroke-1"} ${active === undefined ? "" : "opacity-25"}`
            }
          />
        );
      })}
    </svg>
  );
}

/** From row to row, counted from 0. */
function curve(from: number, to: number): string {
  const y = (row: number): number => (row + 0.5) * rowHeight;
  return `M0 ${y(from)} C40 ${y(from)} 40 ${y(to)} 80 ${y(to)}`;
}
