import type { Scale } from "./scale.ts";

interface ScoreBarProps {
  /** `undefined`: the track alone. */
  score: number | undefined;
  scale: Scale;
  muted?: boolean;
}

/** A bar from 0 to the score; a score below 0 goes to the left. */
export function ScoreBar({ score = 0, scale: { low, high }, muted = false }: ScoreBarProps) {
  const place = (value: number): number =>
    (100 * (Math.min(Math.max(value, low), high) - low)) / (high - low);
  const [left, right] = score < 0 ? [place(score), place(0)] : [place(0), place(score)];
  return (
    <span aria-hidden className="relative h-1.5 grow overflow-hidden rounded-full bg-sunken">
      <span
        className={`absolute inset-y-0 rounded-full group-data-rest/rest:bg-line-strong group-data-stale/answer:bg-line-strong forced-colors:bg-[Highlight]! ${muted || score < 0 ? "bg-line-strong" : "bg-accent"}`}
        style={{ left: `${left}%`, width: `${right - left}%` }}
      />
      {low < 0 && <span className="absolute inset-y-0 w-px bg-muted" style={{ left: `${place(0)}%` }} />}
    </span>
  );
}
