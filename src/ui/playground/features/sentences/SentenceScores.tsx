import { useEffect, useId, useState } from "react";
import { keepSentences } from "../../../../engine/highlight.ts";
import { describeError } from "../../../text/describe-error.ts";
import { formatScore } from "../../../text/format.ts";
import type { Answer } from "../../stores/run.ts";
import { usePlayground } from "../../stores/store-context.ts";
import { sentencesText } from "../../text/sentences.ts";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { type SentencesState, type ShownSentence, loadSentences } from "./load-sentences.ts";

interface SentenceScoresProps {
  answer: Answer;
  /** The document's place in the request, from 0. */
  index: number;
  text: string;
}

/** A result's text, each sentence shaded by its own score, and what is left of it above a score. */
export default function SentenceScores({ answer, index, text }: SentenceScoresProps) {
  const state = useSentences(answer, text);
  switch (state.status) {
    case "loading":
      return <p className="py-2 text-xs text-muted">{sentencesText.loading}</p>;
    case "gone":
      return <p className="py-1 text-xs text-warn">{sentencesText.gone(answer.engine.model)}</p>;
    case "failed":
      return (
        <p role="alert" className="py-1 text-xs text-danger">
          {describeError(state.error)}
        </p>
      );
    case "found":
      return <Sentences sentences={state.sentences} text={text} number={index + 1} />;
  }
}

function useSentences(answer: Answer, text: string): SentencesState {
  const engineFor = usePlayground((state) => state.engineFor);
  const [last, setLast] = useState<{ answer: Answer; text: string; state: SentencesState }>();
  useEffect(() => {
    const abort = new AbortController();
    async function load(): Promise<void> {
      const state = await loadSentences({ engineFor, answer, text, signal: abort.signal });
      if (!abort.signal.aborted) setLast({ answer, text, state });
    }
    void load();
    return () => abort.abort();
  }, [engineFor, answer, text]);
  return last?.answer === answer && last.text === text ? last.state : { status: "loading" };
}

interface SentencesProps {
  sentences: readonly ShownSentence[];
  text: string;
  number: number;
}

function Sentences({ sentences, text, number }: SentencesProps) {
  const id = useId();
  const scores = sentences.map(({ relevance_score: score }) => score);
  const [lowest, highest] = [Math.min(...scores), Math.max(...scores)];
  /** From the lowest score to the highest: at both ends, comparing shares is exact. */
  const [minShare, setMinShare] = useState(0.5);
  const minScore = lowest + minShare * (highest - lowest);
  const tokens = (list: readonly ShownSentence[]): number =>
    list.reduce((sum, sentence) => sum + sentence.tokens, 0);
  const share = (score: number): number => (highest > lowest ? (score - lowest) / (highest - lowest) : 1);
  const kept = sentences.filter(({ relevance_score: score }) => share(score) >= minShare);
  return (
    <div className="pt-0.5">
      <ol
        aria-label={sentencesText.shaded(number)}
        dir="auto"
        className="max-h-60 overflow-y-auto [overflow-wrap:anywhere]"
      >
        {sentences.map(({ start, end, relevance_score: score }) => (
          <li
            key={start}
            title={formatScore(score)}
            className={`inline ${share(score) >= minShare ? "" : "text-muted"}`}
          >
            <span className="sr-only">{`${formatScore(score)}: `}</span>
            <span
              style={{
                backgroundColor: `color-mix(in oklab, var(--color-accent) ${Math.round(share(score) * 30)}%, transparent)`,
              }}
            >
              {text.slice(start, end)}
            </span>{" "}
          </li>
        ))}
      </ol>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 pt-1 text-xs text-muted">
        <label htmlFor={id}>{sentencesText.threshold}</label>
        <input
          id={id}
          type="range"
          className="min-w-24 grow accent-accent"
          min={0}
          max={1}
          step={0.01}
          value={minShare}
          aria-valuetext={formatScore(minScore)}
          onChange={(event) => setMinShare(Number(event.currentTarget.value))}
        />
        <span className="font-mono tabular-nums">{formatScore(minScore)}</span>
        <output htmlFor={id}>
          {sentencesText.kept(kept.length, sentences.length, tokens(kept), tokens(sentences))}
        </output>
        <CopyButton label={sentencesText.copy(number)} text={() => keepSentences(text, kept, lowest)} />
      </div>
    </div>
  );
}
