import { memo } from "react";
import { textOf } from "../../../contract/rerank.ts";
import type { ScoredDocument } from "../../../contract/reranker.ts";
import type { Answer } from "../../stores/run.ts";
import { formatScore } from "../../ui/format.ts";

interface ResultItemProps {
  answer: Answer;
  scored: ScoredDocument;
  rank: number;
}

export const ResultItem = memo(function ResultItem({ answer, scored, rank }: ResultItemProps) {
  const { index, relevance_score: score, documentTokens, usedTokens } = scored;
  const document = answer.documents[index];
  const text = document === undefined ? "" : (textOf(document) ?? "");
  const truncated = usedTokens < documentTokens;
  const tokens = truncated
    ? `${usedTokens} of ${documentTokens} tokens used`
    : `${documentTokens} ${documentTokens === 1 ? "token" : "tokens"}`;
  return (
    <li className="grid grid-cols-[2rem_minmax(0,1fr)] gap-x-2 border-b border-line px-4 py-2 last:border-b-0">
      <span className="text-right font-mono text-base font-semibold tabular-nums">{rank}</span>
      <div className="min-w-0">
        <div className="flex items-center gap-3 font-mono text-xs tabular-nums">
          <span className="font-semibold">{formatScore(score)}</span>
          <span aria-hidden className="h-1.5 min-w-8 grow overflow-hidden rounded-full bg-sunken">
            <span
              className="block h-full rounded-full bg-accent"
              style={{ width: `${Math.max(0, score) * 100}%` }}
            />
          </span>
          <span className="text-muted">#{index + 1}</span>
          <span className={truncated ? "text-warn" : "text-muted"}>{tokens}</span>
        </div>
        <p dir="auto" className="line-clamp-3 pt-0.5 [overflow-wrap:anywhere]">
          {text === "" ? <span className="text-muted">empty document</span> : text}
        </p>
      </div>
    </li>
  );
});
