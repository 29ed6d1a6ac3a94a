import type { JudgedCut } from "../../../../metrics/threshold.ts";
import { scoresText } from "../../text/scores.ts";

const [width, height, top] = [600, 120, 6];
const bins = 50;

interface ScoreChartProps {
  /** Best first. */
  scores: readonly number[];
  /** Of each document; `undefined` without grades. */
  relevant: readonly boolean[] | undefined;
  judged: readonly JudgedCut[];
  minimum: number | undefined;
}

/** How many documents have which score; with grades, precision and recall for a cut at each score. */
export function ScoreChart({ scores, relevant, judged, minimum }: ScoreChartProps) {
  const [high = 0, low = 0] = [scores[0], scores.at(-1)];
  const span = high - low || 1;
  const x = (score: number): number => ((score - low) / span) * width;
  const y = (share: number): number => height - share * (height - top);
  const counts = Array.from({ length: bins }, () => ({ all: 0, relevant: 0 }));
  for (const [at, score] of scores.entries()) {
    const bin = counts[Math.min(bins - 1, Math.floor(((score - low) / span) * bins))];
    if (!bin) continue;
    bin.all++;
    if (relevant?.[at] === true) bin.relevant++;
  }
  const most = Math.max(...counts.map(({ all }) => all));
  const bars = (count: (bin: { all: number; relevant: number }) => number): string =>
    counts
      .map((bin, at) => {
        const left = (at / bins) * width + 1;
        return count(bin) === 0
          ? ""
          : `M${left} ${height}V${y(count(bin) / most).toFixed(1)}h${width / bins - 2}V${height}z`;
      })
      .join("");
  const line = (share: (cut: JudgedCut) => number): string =>
    judged.map((cut) => `${x(cut.threshold).toFixed(1)},${y(share(cut)).toFixed(1)}`).join(" ");
  const shown = minimum !== undefined && minimum >= low && minimum <= high;
  return (
    <>
      <svg
        aria-hidden
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        className="h-32 w-full border-b border-line-strong"
      >
        <path d={bars(({ all }) => all)} className="fill-line-strong" />
        <path d={bars(({ relevant: count }) => count)} className="fill-accent" />
        {judged.length > 0 && (
          <>
            <polyline
              points={line(({ precision }) => precision)}
              vectorEffect="non-scaling-stroke"
              className="fill-none stroke-ink stroke-2"
            />
            <polyline
              points={line(({ recall }) => recall)}
              vectorEffect="non-scaling-stroke"
              className="fill-none stroke-ink stroke-2 [stroke-dasharray:5_3]"
            />
          </>
        )}
        {shown && (
          <path
            d={`M${x(minimum)} 0V${height}`}
            vectorEffect="non-scaling-stroke"
            className="stroke-danger stroke-2"
          />
        )}
      </svg>
      {judged.length > 0 && <Legend />}
    </>
  );
}

/** What the colours and lines mean. */
function Legend() {
  const items = [
    { name: scoresText.relevant, swatch: "h-2 bg-accent" },
    { name: scoresText.precision, swatch: "h-0 border-t-2 border-ink" },
    { name: scoresText.recall, swatch: "h-0 border-t-2 border-dashed border-ink" },
  ];
  return (
    <p aria-hidden className="flex gap-4 pt-1 text-xs text-muted">
      {items.map(({ name, swatch }) => (
        <span key={name} className="flex items-center gap-1.5">
          <span className={`w-4 ${swatch}`} />
          <span>{name}</span>
        </span>
      ))}
    </p>
  );
}
