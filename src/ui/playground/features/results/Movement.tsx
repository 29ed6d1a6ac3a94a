import { useState } from "react";
import { lineText } from "../../stores/rows.ts";
import type { Answer } from "../../stores/run.ts";
import { resultsText } from "../../text/results.ts";
import { describeMove, listMoves, moveArrow } from "./movement.ts";

const rowHeight = 32;
const shownRows = 100;

/** Lines from the original order to the new one, with each document's move in words as well. */
export default function Movement({ answer }: { answer: Answer }) {
  const [active, setActive] = useState<number>();
  // Only the best are shown, so the lines connect rows of the two lists, not places.
  const moves = listMoves(answer).slice(0, shownRows);
  const rows = moves.length;
  const returned = answer.response.results.length;
  const originals = moves.toSorted((a, b) => a.from - b.from);
  const originalRows = new Map(originals.map(({ index }, row) => [index, row]));
  const textAt = (index: number): string =>
    lineText(answer.documents[index] ?? "", index) || resultsText.emptyDocument;
  const events = (index: number) => ({
    onMouseEnter: () => setActive(index),
    onMouseLeave: () => setActive(undefined),
    onFocus: () => setActive(index),
    onBlur: () => setActive(undefined),
  });
  return (
    <div className="px-4 py-3">
      <div className="grid grid-cols-[minmax(0,1fr)_2.5rem_minmax(0,1fr)] sm:grid-cols-[minmax(0,1fr)_5rem_minmax(0,1fr)] pb-1 text-xs text-muted">
        <span>{resultsText.originalOrder}</span>
        <span />
        <span>{resultsText.newOrder}</span>
      </div>
      <div className="grid grid-cols-[minmax(0,1fr)_2.5rem_minmax(0,1fr)] sm:grid-cols-[minmax(0,1fr)_5rem_minmax(0,1fr)]">
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
          className="h-full w-full"
          style={{ height: rows * rowHeight }}
        >
          {moves.map(({ index, to }, row) => (
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
          {moves.map((move) => (
            <li key={move.index} style={{ height: rowHeight }} {...events(move.index)}>
              <button
                type="button"
                aria-label={resultsText.documentMove(move.index + 1, describeMove(move))}
                className={`flex h-full w-full items-center gap-2 rounded px-1 text-left ${active === move.index ? "font-medium text-accent" : ""} ${move.to > returned ? "text-muted" : ""}`}
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
      {answer.ranked.length > shownRows && (
        <p className="pt-2 text-xs text-muted">{resultsText.best(shownRows, answer.ranked.length)}</p>
      )}
    </div>
  );
}

/** The path of a line between two rows, counted from 0. */
function curve(from: number, to: number): string {
  const y = (row: number): number => (row + 0.5) * rowHeight;
  return `M0 ${y(from)} C40 ${y(from)} 40 ${y(to)} 80 ${y(to)}`;
}

function lineStyle(active: boolean, returned: boolean, dimmed: boolean): string {
  if (active) return "stroke-accent stroke-3";
  const strength = returned ? "stroke-accent stroke-2" : "stroke-line-strong stroke-1";
  return dimmed ? `${strength} opacity-25` : strength;
}
