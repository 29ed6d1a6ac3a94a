import { useDeferredValue, useMemo, useState } from "react";
import type { TokenMatches } from "../../stores/engines.ts";
import { matchesText } from "../../text/matches.ts";
import { HeatText } from "./HeatText.tsx";
import { MatchTable } from "./MatchTable.tsx";
import { type QueryChoice, QueryTokens } from "./QueryTokens.tsx";
import { buildHeat, levels, tokenShades } from "./heat.ts";
import { layoutTokens } from "./layout.ts";
import { describePart, describeSum } from "./words.ts";

interface HeatMapProps {
  matches: TokenMatches;
  query: string;
  text: string;
  /** The end of the text that the model has read from. */
  readFrom: "start" | "end";
  /** The document's score in the answer. */
  score: number;
  /** The document's number, from 1. */
  number: number;
}

/** Shows over the text which tokens of the document match the query's tokens. */
export function HeatMap({ matches, query, text, readFrom, score, number }: HeatMapProps) {
  const heat = useMemo(() => buildHeat(matches), [matches]);
  const layout = useMemo(() => layoutTokens(text, matches.document, readFrom), [text, matches, readFrom]);
  const queryNames = useMemo(() => layoutTokens(query, matches.query).names, [query, matches]);
  const names = heat.parts.map(({ rows: [row = 0] }) => queryNames[row] ?? "");
  const [choice, setChoice] = useState<QueryChoice>("all");
  // With thousands of tokens, the shades may follow a moment after the choice.
  const shown = useDeferredValue(choice);
  const part = shown === "all" ? undefined : heat.parts[shown];
  const shades = useMemo(() => tokenShades(heat, part), [heat, part]);
  return (
    <div className="flex flex-col gap-2 rounded-md border border-line p-3 text-xs">
      <QueryTokens parts={heat.parts} names={names} onShow={setChoice} />
      <output className="min-h-8 [overflow-wrap:anywhere] sm:min-h-4">
        {part
          ? describePart(heat, part, names[heat.parts.indexOf(part)] ?? "", layout.names)
          : matchesText.allTokens}
      </output>
      <HeatText
        label={matchesText.shaded(number)}
        layout={layout}
        heat={heat}
        shades={shades}
        best={part?.best}
      />
      <Legend low={heat.low} high={heat.high} />
      <p className="font-medium">{describeSum(heat, score)}</p>
      <MatchTable heat={heat} names={names} columnNames={layout.names} />
    </div>
  );
}

function Legend({ low, high }: { low: number; high: number }) {
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-muted">
      <span className="flex flex-wrap items-center gap-x-1.5 tabular-nums">
        <span>{matchesText.mean(low)}</span>
        <span aria-hidden className="flex rounded border border-line">
          {Array.from({ length: levels + 1 }, (_, level) => (
            <span key={level} className="heat-token h-4 w-4" data-level={level} />
          ))}
        </span>
        <span>{matchesText.highest(high)}</span>
      </span>
      <span>
        <span aria-hidden className="heat-token mx-0.5 px-1" data-best>
          {matchesText.sample}
        </span>{" "}
        {matchesText.bestMatch}
      </span>
      <span>{matchesText.grey}</span>
    </p>
  );
}
