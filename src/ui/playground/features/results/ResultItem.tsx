import { Highlighter } from "lucide-react";
import { Suspense, memo, useState } from "react";
import { inputText } from "../../../../contract/rerank.ts";
import type { ScoredDocument } from "../../../../contract/reranker.ts";
import { families } from "../../../../models/families.ts";
import { documentImage, documentLabel } from "../../stores/rows.ts";
import type { Answer } from "../../stores/run.ts";
import { ScrollBox } from "../../ui/ScrollBox.tsx";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { formatScore } from "../../../text/format.ts";
import { DocumentImage } from "../images/DocumentImage.tsx";
import { resultsText } from "../../text/results.ts";
import { describeMove, moveArrow } from "./movement.ts";
import { ScoreBar } from "./ScoreBar.tsx";
import type { Scale } from "./scale.ts";
import { markWords } from "./words.ts";
import { lazyPart } from "../../parts/lazy-part.tsx";

const BestPassage = lazyPart(() => import("../passages/BestPassage.tsx"));
const MatchedTokens = lazyPart(() => import("../matches/MatchedTokens.tsx"));
const SentenceScores = lazyPart(() => import("../sentences/SentenceScores.tsx"));

interface ResultItemProps {
  answer: Answer;
  scored: ScoredDocument;
  rank: number;
  scale: Scale;
  /** Content words of the query, folded. */
  words: ReadonlySet<string>;
}

export const ResultItem = memo(function ResultItem({ answer, scored, rank, scale, words }: ResultItemProps) {
  const { index, relevance_score: score } = scored;
  const document = answer.documents[index] ?? "";
  const text = inputText(document) ?? "";
  const split = scored.passage && scored.passage.read > 1 ? scored.passage : undefined;
  const readText = split ? text.slice(split.start, split.end) : text;
  const [bySentence, setBySentence] = useState(false);
  const label = documentLabel(document);
  const image = documentImage(document) !== undefined;
  const move = { index, from: index + 1, to: rank };
  const isCut = scored.usedTokens < scored.documentTokens;
  return (
    <li
      data-key={index}
      className="group grid grid-cols-[1.5rem_minmax(0,1fr)] gap-x-3 border-b border-line px-4 py-2 last:border-b-0"
    >
      <span className="text-right font-mono text-base font-semibold tabular-nums">{rank}</span>
      <div className="min-w-0">
        <div className="grid grid-cols-[3.25rem_minmax(2rem,1fr)_var(--place)_auto_auto] items-center gap-2 font-mono text-xs tabular-nums sm:grid-cols-[3.25rem_minmax(2rem,1fr)_var(--place)_4.5rem_auto_auto]">
          <span className="font-semibold">{formatScore(score)}</span>
          <ScoreBar score={score} scale={scale} />
          <span className="text-right whitespace-nowrap text-muted">
            <span title={resultsText.original(index + 1)}>{`#${index + 1} `}</span>
            <span title={describeMove(move)}>
              <span aria-hidden>{moveArrow(move)}</span>
              <span className="sr-only">{describeMove(move)}</span>
            </span>
          </span>
          <span className="text-right whitespace-nowrap text-muted max-sm:hidden">
            {isCut ? "" : resultsText.tokens(scored.documentTokens)}
          </span>
          {text.trim() !== "" && (
            <button
              type="button"
              className="button-quiet -my-1 -mr-1 h-6 min-w-6 px-1 aria-pressed:text-accent"
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
        {isCut && (
          <p className="text-xs text-warn" title={resultsText.cutOff}>
            <span aria-hidden>✂ </span>
            <span>{resultsText.tokensUsed(scored.usedTokens, scored.documentTokens)}</span>
          </p>
        )}
        {image ? (
          <DocumentImage document={document} index={index} fetched />
        ) : (
          label !== undefined && <p className="truncate pt-0.5 text-xs text-muted">{label}</p>
        )}
        {bySentence && (
          <Suspense fallback={<Text text={readText} number={index + 1} words={words} />}>
            <SentenceScores answer={answer} index={index} text={readText} />
          </Suspense>
        )}
        {!bySentence && (!image || text !== "") && !split && (
          <Text text={text} number={index + 1} words={words} />
        )}
        {!bySentence && split && (
          <Suspense fallback={<Text text={readText} number={index + 1} words={words} />}>
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

/** More would take long to lay out, and nobody reads it here. */
const shownCharacters = 20_000;

/** From here on it may be higher than its place, and then scrolls. */
const scrolledCharacters = 500;
const scrolledLines = 10;

interface TextProps {
  text: string;
  /** Of the document, from 1. */
  number: number;
  words: ReadonlySet<string>;
}

export function Text({ text: whole, number, words }: TextProps) {
  const text = whole.slice(0, shownCharacters);
  if (text.trim() === "") return <p className="pt-0.5 text-muted">{resultsText.emptyDocument}</p>;
  const lines = text.split("\n").length;
  const shown = (
    <p
      dir="auto"
      className={`pt-0.5 [overflow-wrap:anywhere] ${lines > 1 ? "font-mono text-xs whitespace-pre-wrap" : ""}`}
    >
      {markWords(text, words).map((run) =>
        run.found ? <mark key={run.start}>{run.text}</mark> : <span key={run.start}>{run.text}</span>,
      )}
      {text.length < whole.length && (
        <span className="block text-xs text-muted">{resultsText.cut(shownCharacters, whole.length)}</span>
      )}
    </p>
  );
  if (text.length < scrolledCharacters && lines < scrolledLines) return shown;
  return (
    <ScrollBox label={resultsText.text(number)} className="max-h-60 overflow-y-auto">
      {shown}
    </ScrollBox>
  );
}
