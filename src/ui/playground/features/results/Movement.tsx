import { useState } from "react";
import { lineText } from "../../stores/rows.ts";
import type { Answer } from "../../stores/run.ts";
import { resultsText } from "../../text/results.ts";
import { MoveOverview } from "./MoveOverview.tsx";
import { describeMove, listMoves, mainMoves, maxLines, moveArrow } from "./movement.ts";

const columns =
  "grid grid-cols-[minmax(0,1fr)_2.5rem_minmax(0,1fr)] sm:grid-cols-[minmax(0,1fr)_5rem_minmax(0,1fr)]";

/**
 * Lines from the original order to the new one, with each document's move in words as well. Of many documents, those
 * that came into the top or fell out of it, below a strip of all.
 */
export default function Movement({ answer }: { answer: Answer }) {
  const [hovered, setHovered] = useState<number>();
  const [pinned, setPinned] = useState<number>();
  const active = hovered ?? pinned;
  const returned = answer.response.results.length;
  const all = listMoves(answer);
  const { shown, top } = mainMoves(all, returned);
  const rowHeight = shown.length > maxLines / 2 ? 26 : 32;
  // Only some are shown, so the lines connect rows of the two lists, not places.
  const rows = shown.length;
  const originals = shown.toSorted((a, b) => a.from - b.from);
  const originalRows = new Map(originals.map(({ index }, row) => [index, row]));
  const textAt = (index: number): string =>
    lineText(answer.documents[index] ?? "", index) || resultsText.emptyDocument;
  const events = (index: number) => ({
    onMouseEnter: () => setHovered(index),
    onMouseLeave: () => setHovered(undefined),
    onFocus: () => setHovered(index),
    onBlur: () => setHovered(undefined),
  });
  /** The path of a line between two rows, counted from 0. */
  const curve = (from: number, to: number): string => {
    const y = (row: number): number => (row + 0.5) * rowHeight;
    return `M0 ${y(from)} C40 ${y(from)} 40 ${y(to)} 80 ${y(to)}`;
  };
  return (
    <div className="px-4 py-3">
      {rows < all.length && (
        <>
          <MoveOverview moves={all} shown={shown} active={active} />
          <p className="pb-2 text-xs text-muted">{resultsText.mainMoves(top, rows - top)}</p>
        </>
      )}
      <div className={`${columns} pb-1 text-xs text-muted`}>
        <span>{resultsText.originalOrder}</span>
        <span />
        <span>{resultsText.newOrder}</span>
      </div>
      <div className={columns}>
        <ol aria-label={resultsText.originalOrder} className="text-xs">
          {originals.map(({ index, from }) => (
            <li
              key={index}
              className={`flex items-center gap-2 ${active === index ? "font-medium text-accent" : ""}`}
              style={{ height: rowHeight }}
              {...events(index)}
            >
              <span className="w-6 shrink-0 text-right font-mono text-muted tabular-nums">{from}</span>
              <span dir="auto" className="truncate">
                {textAt(index)}
              </span>
            </li>
          ))}
        </ol>
        <svg
          aria-hidden
          viewBox={`0 0 80 ${rows * rowHeight}`}
          preserveAspectRatio="none"
          className="w-full"
          style={{ height: rows * rowHeight }}
        >
          {shown.map(({ index, to }, row) => (
            <path
              key={index}
              d={curve(originalRows.get(index) ?? 0, row)}
              fill="none"
              vectorEffect="non-scaling-stroke"
              className={lineStyle(active === index, to <= returned, active !== undefined)}
              {...events(index)}
            />
          ))}
        </svg>
        <ol aria-label={resultsText.newOrder} className="text-xs">
          {shown.map((move) => (
            <li key={move.index} style={{ height: rowHeight }} {...events(move.index)}>
              <button
                type="button"
                aria-label={resultsText.documentMove(move.index + 1, describeMove(move))}
                aria-pressed={pinned === move.index}
                className={`flex h-full w-full items-center gap-2 rounded px-1 text-left aria-pressed:bg-accent-soft ${active === move.index ? "font-medium text-accent" : ""} ${move.to > returned ? "text-muted" : ""}`}
                onClick={() => setPinned(pinned === move.index ? undefined : move.index)}
              >
                <span className="w-6 shrink-0 text-right font-mono tabular-nums">{move.to}</span>
                <span className="w-8 shrink-0 font-mono text-muted tabular-nums">{moveArrow(move)}</span>
                <span dir="auto" className="truncate">
                  {textAt(move.index)}
                </span>
              </button>
            </li>
          ))}
        </ol>
      </div>
    </div>
  );
}

function lineStyle(active: boolean, returned: boolean, dimmed: boolean): string {
  if (active) return "stroke-accent stroke-3";
  const strength = returned ? "stroke-accent stroke-2" : "stroke-line-strong stroke-1";
  return dimmed ? `${strength} opacity-25` : strength;
}
