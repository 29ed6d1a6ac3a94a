import type { Ranking } from "../../stores/ranking.ts";
import { verdictText } from "../../text/compare.ts";
import { documentText } from "./columns.ts";
import { type Difference, judge } from "./verdict.ts";

interface VerdictsProps {
  local: Ranking;
  others: readonly { id: string; name: string; ranking: Ranking }[];
}

/** More are in the columns. */
const maxDifferences = 3;

/** Before the columns: for each candidate what it agrees on with the page's own order, and the largest differences. */
export function Verdicts({ local, others }: VerdictsProps) {
  return (
    <ul aria-label={verdictText.label} className="flex flex-col gap-3 px-4 pt-3">
      {others.map(({ id, name, ranking }) => {
        const verdict = judge(local, ranking);
        return (
          <li key={id}>
            <p className="font-medium">{verdictText.sentence(name, verdict)}</p>
            {verdict.differences.length > 0 && (
              <ol aria-label={verdictText.differences(name)} className="mt-1 flex flex-col gap-1 text-xs">
                {verdict.differences.slice(0, maxDifferences).map((difference) => (
                  <Line key={difference.index} ranking={local} difference={difference} />
                ))}
              </ol>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function Line({ ranking, difference }: { ranking: Ranking; difference: Difference }) {
  const { index, local, other } = difference;
  const text = documentText(ranking, index);
  return (
    <li className="flex items-baseline gap-2">
      <span className="shrink-0 rounded bg-sunken px-1.5 py-0.5 tabular-nums">
        {verdictText.move(local, other)}
      </span>
      <span className="shrink-0 font-mono text-muted">{`#${index + 1}`}</span>
      <span dir="auto" className="min-w-0 truncate text-muted" title={text}>
        {text}
      </span>
    </li>
  );
}
