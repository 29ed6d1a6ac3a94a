import { X } from "lucide-react";
import { Fragment, type KeyboardEvent, useState } from "react";
import type { Ranking } from "../../stores/ranking.ts";
import { displayText } from "../../stores/rows.ts";
import { formatScore } from "../../../text/format.ts";
import { type Move, moveArrow, describeMove } from "../results/movement.ts";
import { ScrollBox } from "../../ui/ScrollBox.tsx";
import { type ShownCandidate, localId } from "./candidates.ts";

const rowHeight = 48;
const shownRows = 50;

interface ColumnsProps {
  /** The page's own; the others may be there before it. */
  local: Ranking | undefined;
  candidates: readonly ShownCandidate[];
}

/** The orders side by side, and lines between the same documents of neighbours. */
export function Columns({ local, candidates }: ColumnsProps) {
  const [active, setActive] = useState<number>();
  const [open, setOpen] = useState<{ index: number; text: string }>();
  const columns = candidates.map((candidate) => ({ candidate, ...columnPlaces(candidate, candidates) }));
  const template = columns.map(() => "minmax(8.5rem, 1fr)").join(" minmax(1.25rem, 3rem) ");
  return (
    <ScrollBox label="Orders side by side" className="px-4 py-3">
      <div className="grid gap-y-2" style={{ gridTemplateColumns: template }}>
        {columns.map(({ candidate }, column) => (
          <Fragment key={candidate.id}>
            {column > 0 && <span />}
            <CandidateHeader candidate={candidate} />
          </Fragment>
        ))}
        {columns.map(({ candidate, results, below }, column) => {
          const before = columns[column - 1];
          const row = (place: Place) => (
            <Row
              key={place.index}
              ranking={candidate.ranking}
              place={place}
              move={
                local && candidate.id !== localId && candidate.comparable ? findMove(local, place) : undefined
              }
              returned={results.includes(place)}
              active={active === place.index && candidate.comparable}
              first={place === (results[0] ?? below[0])}
              onOpen={() => setOpen({ index: place.index, text: textAt(candidate.ranking, place.index) })}
              onActive={candidate.comparable ? setActive : undefined}
            />
          );
          return (
            <Fragment key={candidate.id}>
              {before && <Lines left={before} right={{ candidate, results, below }} active={active} />}
              <div className="min-w-0" data-candidate>
                <ol aria-label={`${candidate.name} results`}>{results.map(row)}</ol>
                {below.length > 0 && <ol aria-label={`${candidate.name}, not returned`}>{below.map(row)}</ol>}
              </div>
            </Fragment>
          );
        })}
      </div>
      {columns.some(({ candidate }) => (candidate.ranking?.returned ?? 0) > shownRows) && (
        <p className="pt-2 text-xs text-muted">
          The best {shownRows} of each, and lines between those; the export has all of them.
        </p>
      )}
      {open && (
        <div className="mt-2 flex items-start gap-2 rounded-md bg-sunken px-3 py-2 text-xs">
          <p
            className="max-h-40 min-w-0 grow overflow-y-auto whitespace-pre-wrap [overflow-wrap:anywhere]"
            dir="auto"
          >
            <span className="font-mono text-muted">#{open.index + 1}</span> {open.text}
          </p>
          <button
            type="button"
            className="button-quiet -my-1 h-6 min-w-6 px-1"
            aria-label="Close the text"
            onClick={() => setOpen(undefined)}
          >
            <X aria-hidden size={14} />
          </button>
        </div>
      )}
    </ScrollBox>
  );
}

interface Place {
  index: number;
  /** From 1. */
  rank: number;
}

interface Column {
  candidate: ShownCandidate;
  results: readonly Place[];
  /** What the others returned and it did not, where it knows their places. */
  below: readonly Place[];
}

function columnPlaces(
  { id, ranking, comparable }: ShownCandidate,
  candidates: readonly ShownCandidate[],
): Omit<Column, "candidate"> {
  if (!ranking) return { results: [], below: [] };
  const places = ranking.order.map((index, position) => ({ index, rank: position + 1 }));
  const results = places.slice(0, Math.min(ranking.returned, shownRows));
  const elsewhere = new Set(
    candidates
      .filter((candidate) => candidate.id !== id && candidate.comparable && comparable)
      .flatMap(
        (candidate) =>
          candidate.ranking?.order.slice(0, Math.min(candidate.ranking.returned, shownRows)) ?? [],
      ),
  );
  const below = places.slice(ranking.returned).filter(({ index }) => elsewhere.has(index));
  return { results, below };
}

/** From its place here; `undefined` where it has none. */
function findMove({ order }: Ranking, { index, rank }: Place): Move | undefined {
  const place = order.indexOf(index);
  return place === -1 ? undefined : { index, from: place + 1, to: rank };
}

function CandidateHeader({ candidate: { name, ranking } }: { candidate: ShownCandidate }) {
  return (
    <div className="min-w-0 text-xs">
      <h3 className="truncate text-sm font-semibold" title={name}>
        {name}
      </h3>
      {ranking ? (
        <>
          <p className="font-medium [overflow-wrap:anywhere]">{ranking.model}</p>
          <p className="text-muted [overflow-wrap:anywhere]">{ranking.where}</p>
          <p className="text-muted">Score: {ranking.scoreKind}</p>
        </>
      ) : (
        <p className="text-muted">no answer yet</p>
      )}
    </div>
  );
}

function textAt(ranking: Ranking | undefined, index: number): string {
  return displayText(ranking?.documents[index] ?? "", index) || "empty document";
}

interface RowProps {
  ranking: Ranking | undefined;
  place: Place;
  move: Move | undefined;
  /** Of those below, not. */
  returned: boolean;
  active: boolean;
  first: boolean;
  onOpen: () => void;
  onActive: ((index: number | undefined) => void) | undefined;
}

/** Down and up the list. */
function moveFocus(event: KeyboardEvent<HTMLButtonElement>): void {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const rows = [...(event.currentTarget.closest("[data-candidate]")?.querySelectorAll("button") ?? [])];
  const next = rows[rows.indexOf(event.currentTarget) + (event.key === "ArrowDown" ? 1 : -1)];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function Row(props: RowProps) {
  const { ranking, place, move, returned, active, first, onOpen, onActive } = props;
  const { index, rank } = place;
  const text = textAt(ranking, index);
  const score = formatScore(ranking?.scores.get(index) ?? 0);
  const below = returned ? "" : ", not returned";
  const moved = move === undefined ? "" : `, here ${move.from === move.to ? "too" : `at ${move.from}`}`;
  return (
    <li style={{ height: rowHeight }}>
      <button
        type="button"
        aria-label={`Rank ${rank}: document ${index + 1}, score ${score}${below}${moved}. ${text.slice(0, 200)}`}
        title={text}
        // One stop by Tab for each list, arrows within it.
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
          <span className="ml-auto text-muted">#{index + 1}</span>
        </span>
        <span dir="auto" className="w-full truncate text-xs">
          {text}
        </span>
      </button>
    </li>
  );
}

interface LinesProps {
  left: Column;
  right: Column;
  active: number | undefined;
}

function Lines({ left, right, active }: LinesProps) {
  // Between answers to different questions there is nothing to draw.
  const comparable = left.candidate.comparable && right.candidate.comparable;
  const from = comparable ? [...left.results, ...left.below] : [];
  const to = comparable ? [...right.results, ...right.below] : [];
  const rows = Math.max(from.length, to.length);
  const places = new Map(from.map(({ index }, row) => [index, row]));
  const inBoth = new Set(left.results.map(({ index }) => index));
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
        return (
          <path
            key={index}
            d={curve(start, row)}
            fill="none"
            vectorEffect="non-scaling-stroke"
            className={
              active === index
                ? "stroke-accent stroke-3"
                : `${row < right.results.length && inBoth.has(index) ? "stroke-accent stroke-2" : "stroke-line-strong stroke-1"} ${active === undefined ? "" : "opacity-25"}`
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
