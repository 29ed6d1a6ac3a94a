import { resultsText } from "../../text/results.ts";
import type { Move } from "./movement.ts";

/** More cannot be told apart. */
const maxStrokes = 1000;
const [width, height] = [1000, 100];

interface MoveOverviewProps {
  moves: readonly Move[];
  /** Those that are listed below. */
  shown: readonly Move[];
  active: number | undefined;
}

/** All moves in one strip: each document is a line from its place in the original order, above, to its new one. */
export function MoveOverview({ moves, shown, active }: MoveOverviewProps) {
  // Of a run that ended by its time limit, some places are of documents that were not read.
  const places = moves.reduce((most, { from }) => Math.max(most, from), moves.length);
  const x = (place: number): number => ((place - 0.5) / places) * width;
  const path = (some: readonly Move[]): string =>
    some.map(({ from, to }) => `M${x(from).toFixed(1)} 0L${x(to).toFixed(1)} ${height}`).join("");
  const step = Math.ceil(moves.length / maxStrokes);
  const drawn = moves.filter((_, position) => position % step === 0);
  const strokes = [
    { name: "all", moves: drawn, style: "stroke-line" },
    { name: "shown", moves: shown, style: "stroke-accent opacity-60" },
    { name: "active", moves: shown.filter(({ index }) => index === active), style: "stroke-ink stroke-2" },
  ];
  return (
    <figure aria-hidden className="pb-3 text-xs text-muted">
      <figcaption className="pb-1">{resultsText.overview(drawn.length, moves.length)}</figcaption>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        className="h-20 w-full border-y border-line-strong"
      >
        {strokes.map(({ name, moves: some, style }) => (
          <path key={name} d={path(some)} fill="none" vectorEffect="non-scaling-stroke" className={style} />
        ))}
      </svg>
    </figure>
  );
}
