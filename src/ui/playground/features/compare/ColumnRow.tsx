import type { KeyboardEvent } from "react";
import { formatScore } from "../../../text/format.ts";
import type { Ranking } from "../../stores/ranking.ts";
import { columnText } from "../../text/compare.ts";
import { type Move, moveArrow, describeMove } from "../results/movement.ts";
import { type Place, documentText, rowHeight } from "./columns.ts";

interface ColumnRowProps {
  ranking: Ranking | undefined;
  place: Place;
  move: Move | undefined;
  /** `false` for a document below the results. */
  returned: boolean;
  active: boolean;
  first: boolean;
  onOpen: () => void;
  onActive: ((index: number | undefined) => void) | undefined;
}

/** One document of a candidate's ranking. */
export function ColumnRow(props: ColumnRowProps) {
  const { ranking, place, move, returned, active, first, onOpen, onActive } = props;
  const { index, rank } = place;
  const text = documentText(ranking, index);
  const score = formatScore(ranking?.scores.get(index) ?? 0);
  return (
    <li style={{ height: rowHeight }}>
      <button
        type="button"
        aria-label={columnText.row({
          rank,
          document: index + 1,
          score,
          returned,
          from: move?.from,
          text: text.slice(0, 200),
        })}
        title={text}
        // Tab stops once in each list; the arrow keys move within it.
        tabIndex={first ? 0 : -1}
        onKeyDown={moveFocus}
        onClick={onOpen}
        className={`flex h-full w-full flex-col justify-center rounded px-1.5 text-left ${active ? "bg-accent-soft" : ""} ${returned ? "" : "text-muted"}`}
        onMouseEnter={() => onActive?.(index)}
        onMouseLeave={() => onActive?.(undefined)}
        onFocus={() => onActive?.(index)}
        onBlur={() => onActive?.(undefined)}
      >
        <span className="flex w-full items-baseline gap-2 font-mono text-xs tabular-nums">
          <span className="text-sm font-semibold">{rank}</span>
          <span>{score}</span>
          {move && (
            <span className="text-muted" title={describeMove(move)}>
              {moveArrow(move)}
            </span>
          )}
          <span className="ml-auto text-muted">{`#${index + 1}`}</span>
        </span>
        <span dir="auto" className="w-full truncate text-xs">
          {text}
        </span>
      </button>
    </li>
  );
}

/** The arrow keys move the focus up and down the column. */
function moveFocus(event: KeyboardEvent<HTMLButtonElement>): void {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const rows = [...(event.currentTarget.closest("[data-candidate]")?.querySelectorAll("button") ?? [])];
  const next = rows[rows.indexOf(event.currentTarget) + (event.key === "ArrowDown" ? 1 : -1)];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
