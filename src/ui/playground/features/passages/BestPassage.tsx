import { useState } from "react";
import type { ScoredDocument } from "../../../../contract/reranker.ts";
import { formatScore } from "../../../text/format.ts";
import { resultsText } from "../../text/results.ts";
import { Text } from "../results/ResultItem.tsx";

interface BestPassageProps {
  scored: ScoredDocument;
  /** The whole document. */
  text: string;
  words: ReadonlySet<string>;
}

/** The passage that gave a long document its score, under a strip with the scores of all of them. */
export default function BestPassage({
  scored: { index, passage, passageScores },
  text,
  words,
}: BestPassageProps) {
  const [whole, setWhole] = useState(false);
  if (!passage || !passageScores) return undefined;
  const { start, end, read, unread } = passage;
  const position = passageScores.findIndex((range) => range.start === start) + 1;
  return (
    <div className="pt-1">
      <Strip scores={passageScores} best={position - 1} length={text.length} />
      <p className="flex flex-wrap items-center gap-x-3 text-xs text-muted">
        <span>{resultsText.passage(position, read)}</span>
        {unread > 0 && <span className="text-warn">{resultsText.unreadPassages(unread)}</span>}
        <button
          type="button"
          className="button-quiet aria-pressed:text-accent"
          aria-pressed={whole}
          onClick={() => setWhole(!whole)}
        >
          {resultsText.wholeDocument}
        </button>
      </p>
      <Text text={whole ? text : text.slice(start, end).trim()} number={index + 1} words={words} />
    </div>
  );
}

interface StripProps {
  scores: NonNullable<ScoredDocument["passageScores"]>;
  best: number;
  /** Characters of the document. */
  length: number;
}

/** Each passage at its place in the document, the darker the higher its score among them. */
function Strip({ scores, best, length }: StripProps) {
  const values = scores.map(({ relevance_score: score }) => score);
  const [lowest, highest] = [Math.min(...values), Math.max(...values)];
  const shade = (score: number): number => (highest > lowest ? (score - lowest) / (highest - lowest) : 1);
  return (
    <div className="relative my-1 h-2.5 overflow-hidden rounded-sm bg-sunken forced-colors:border">
      <p className="sr-only">{resultsText.passageScores(values.map((score) => formatScore(score)))}</p>
      {scores.map(({ start, end, relevance_score: score }, at) => (
        <span
          aria-hidden
          key={start}
          title={formatScore(score)}
          className={`absolute inset-y-0 border-surface bg-accent not-last:border-r forced-colors:bg-[Highlight] ${at === best ? "outline-2 -outline-offset-2 outline-ink" : ""}`}
          style={{
            left: `${(start / length) * 100}%`,
            width: `${((end - start) / length) * 100}%`,
            opacity: 0.15 + 0.85 * shade(score),
          }}
        />
      ))}
    </div>
  );
}
