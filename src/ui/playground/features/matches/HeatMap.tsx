import { useDeferredValue, useMemo, useState } from "react";
import { formatScore } from "../../../text/format.ts";
import type { TokenMatches } from "../../stores/engines.ts";
import { HeatText } from "./HeatText.tsx";
import { MatchTable } from "./MatchTable.tsx";
import { type QueryChoice, QueryTokens } from "./QueryTokens.tsx";
import { heatOf, levels, shadesOf } from "./heat.ts";
import { layoutOf } from "./layout.ts";
import { describePart, describeSum } from "./words.ts";

interface HeatMapProps {
  matches: TokenMatches;
  query: string;
  text: string;
  /** The end of the text that was not cut. */
  readFrom: "start" | "end";
  /** The document's in the answer. */
  score: number;
  /** The document's, from 1. */
  number: number;
}

/** Which token of the query found which of the document, over the text itself. */
export function HeatMap({ matches, query, text, readFrom, score, number }: HeatMapProps) {
  const heat = useMemo(() => heatOf(matches), [matches]);
  const layout = useMemo(() => layoutOf(text, matches.document, readFrom), [text, matches, readFrom]);
  const queryNames = useMemo(() => layoutOf(query, matches.query).names, [query, matches]);
  const names = heat.parts.map(({ rows: [row = 0] }) => queryNames[row] ?? "");
  const [choice, setChoice] = useState<QueryChoice>("all");
  // Of thousands of tokens the shades may come a moment later than the choice.
  const shown = useDeferredValue(choice);
  const part = shown === "all" ? undefined : heat.parts[shown];
  const shades = useMemo(() => shadesOf(heat, part), [heat, part]);
  return (
    <div className="flex flex-col gap-2 rounded-md border border-line p-3 text-xs">
      <QueryTokens parts={heat.parts} names={names} onShow={setChoice} />
      <output className="min-h-8 [overflow-wrap:anywhere] sm:min-h-4">
        {part
          ? describePart(heat, part, names[heat.parts.indexOf(part)] ?? "", layout.names)
          : "Each token of the text is shaded by its best similarity with any token of the query."}
      </output>
      <HeatText
        label={`Document ${number}, its tokens shaded`}
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
        mean of the document {formatScore(low)}
        <span aria-hidden className="flex rounded border border-line">
          {Array.from({ length: levels + 1 }, (_, level) => (
            <span key={level} className="heat-token h-4 w-4" data-level={level} />
          ))}
        </span>
        {formatScore(high)} its highest
      </span>
      <span>
        <span aria-hidden className="heat-token mx-0.5 px-1" data-best>
          a
        </span>{" "}
        best match
      </span>
      <span>grey: left out (punctuation, cut) or not recognised</span>
    </p>
  );
}
