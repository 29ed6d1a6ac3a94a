import { Highlighter } from "lucide-react";
import { Suspense, memo, useState } from "react";
import { inputText } from "../../../../contract/rerank.ts";
import type { ScoredDocument } from "../../../../contract/reranker.ts";
import { families } from "../../../../models/families.ts";
import { documentImage, documentLabel } from "../../stores/rows.ts";
import type { Answer } from "../../stores/run.ts";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { formatScore } from "../../../text/format.ts";
import { DocumentImage } from "../images/DocumentImage.tsx";
import { resultsText } from "../../text/results.ts";
import { describeMove, moveArrow } from "./movement.ts";
import { markWords } from "./words.ts";
import { lazyPart } from "../../parts/lazy-part.tsx";

const BestPassage = lazyPart(() => import("../passages/BestPassage.tsx"));
const MatchedTokens = lazyPart(() => import("../matches/MatchedTokens.tsx"));
const SentenceScores = lazyPart(() => import("../sentences/SentenceScores.tsx"));

interface ResultItemProps {
  answer: Answer;
  scored: ScoredDocument;
  rank: number;
  /** Content words of the query, folded. */
  words: ReadonlySet<string>;
}

export const ResultItem = memo(function ResultItem({ answer, scored, rank, words }: ResultItemProps) {
  const { index, relevance_score: score } = scored;
  const document = answer.documents[index] ?? "";
  const text = inputText(document) ?? "";
  const split = scored.passage && scored.passage.read > 1 ? scored.passage : undefined;
  const readText = split ? text.slice(split.start, split.end) : text;
  const [bySentence, setBySentence] = useState(false);
  const label = documentLabel(document);
  const image = documentImage(document) !== undefined;
  const move = { index, from: index + 1, to: rank };
  return (
    <li
      data-key={index}
      className="group grid grid-cols-[1.5rem_minmax(0,1fr)] gap-x-3 border-b border-line px-4 py-2 last:border-b-0"
    >
      <span className="text-right font-mono text-base font-semibold tabular-nums">{rank}</span>
      <div className="min-w-0">
        <div className="flex items-center gap-3 font-mono text-xs tabular-nums max-sm:gap-2">
          <span className="font-semibold">{formatScore(score)}</span>
          <span aria-hidden className="h-1.5 min-w-8 grow overflow-hidden rounded-full bg-sunken">
            <span
              className="block h-full rounded-full bg-accent group-data-stale/answer:bg-line-strong forced-colors:bg-[Highlight]"
              style={{ width: `${Math.max(0, Math.min(1, score / fullScore(answer))) * 100}%` }}
            />
          </span>
          <span className="text-muted" title={resultsText.original(index + 1)}>
            {`#${index + 1}`}
          </span>
          <span className="w-8 text-muted" title={describeMove(move)}>
            <span aria-hidden>{moveArrow(move)}</span>
            <span className="sr-only">{describeMove(move)}</span>
          </span>
          <Tokens scored={scored} />
          {text.trim() !== "" && (
            <button
              type="button"
              className="button-quiet -my-1 -mr-2 h-6 min-w-6 px-1 aria-pressed:text-accent"
              aria-label={resultsText.sentenceScores(index + 1)}
              title={resultsText.sentenceScores(index + 1)}
              aria-pressed={bySentence}
              onClick={() => setBySentence(!bySentence)}
            >
              <Highlighter aria-hidden size={14} />
            </button>
          )}
          <CopyButton label={resultsText.copyDocument(index + 1)} text={() => text} compact />
        </div>
        {image ? (
          <DocumentImage document={document} index={index} fetched />
        ) : (
          label !== undefined && <p className="truncate pt-0.5 text-xs text-muted">{label}</p>
        )}
        {bySentence && (
          <Suspense fallback={<Text text={readText} words={words} />}>
            <SentenceScores answer={answer} index={index} text={readText} />
          </Suspense>
        )}
        {!bySentence && (!image || text !== "") && !split && <Text text={text} words={words} />}
        {!bySentence && split && (
          <Suspense fallback={<Text text={readText} words={words} />}>
            <BestPassage scored={scored} text={text} words={words} />
          </Suspense>
        )}
        {families[answer.family].matchesTokens && (
          <Suspense fallback={<div className="h-8" />}>
            <MatchedTokens answer={answer} index={index} score={score} text={readText} />
          </Suspense>
        )}
      </div>
    </li>
  );
});

/** The score that fills the bar. A sum of products has no upper bound, so there it is the best score of the answer. */
function fullScore({ scoreKind, ranked: [best] }: Answer): number {
  const unbounded = scoreKind === "maxsim" || scoreKind === "dot";
  return unbounded ? Math.max(best?.relevance_score ?? 0, Number.MIN_VALUE) : 1;
}

function Tokens({ scored: { documentTokens, usedTokens } }: { scored: ScoredDocument }) {
  if (usedTokens < documentTokens) {
    return (
      <span className="text-warn" title={resultsText.cutOff}>
        <span aria-hidden>✂ </span>
        <span>{resultsText.tokensUsed(usedTokens, documentTokens)}</span>
      </span>
    );
  }
  return <span className="whitespace-nowrap text-muted">{resultsText.tokens(documentTokens)}</span>;
}

/** More would take long to lay out, and nobody reads it here. */
const shownCharacters = 20_000;

export function Text({ text: whole, words }: { text: string; words: ReadonlySet<string> }) {
  const text = whole.slice(0, shownCharacters);
  if (text.trim() === "") return <p className="pt-0.5 text-muted">{resultsText.emptyDocument}</p>;
  const code = text.includes("\n");
  return (
    <p
      dir="auto"
      className={`max-h-60 overflow-y-auto pt-0.5 [overflow-wrap:anywhere] ${code ? "font-mono text-xs whitespace-pre-wrap" : ""}`}
    >
      {markWords(text, words).map((run) =>
        run.found ? <mark key={run.start}>{run.text}</mark> : <span key={run.start}>{run.text}</span>,
      )}
      {text.length < whole.length && (
        <span className="block text-xs text-muted">{resultsText.cut(shownCharacters, whole.length)}</span>
      )}
    </p>
  );
}
