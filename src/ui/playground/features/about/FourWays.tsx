import { type ReactNode, useMemo } from "react";
import { bm25Scores, descendingOrder } from "../../../../metrics/bm25.ts";
import { inputText } from "../../../../contract/rerank.ts";
import { findModel } from "../../../../models/catalogue.ts";
import { embeddedModel } from "../../../../models/embedded-model.ts";
import type { ModelEntry } from "../../../../models/model.ts";
import type { Answer } from "../../stores/run.ts";
import { usePlayground } from "../../stores/store-context.ts";
import { fourWaysText } from "../../text/four-ways.ts";
import { formatBytes } from "../../../text/format.ts";

const shownPlaces = 5;
const lateInteractionId = "answerdotai/answerai-colbert-small-v1";
const crossEncoderId = "Xenova/ms-marco-MiniLM-L-6-v2";

/** The answer's documents in four orders: by words, by vectors, by late interaction and by cross-encoder. */
export default function FourWays({ answer }: { answer: Answer }) {
  const answers = usePlayground((state) => state.answersByFamily);
  const { query } = answer.draft;
  const texts = useMemo(() => answer.documents.map((document) => inputText(document) ?? ""), [answer]);
  const byWords = useMemo(() => {
    const scores = bm25Scores(query, texts);
    return descendingOrder(scores).map((index) => ({ index, score: scores[index] ?? 0 }));
  }, [query, texts]);
  const sameInput = (other: Answer | undefined): Answer | undefined =>
    other?.draft.query === query &&
    other.documents.every((document, index) => document === answer.documents[index])
      ? other
      : undefined;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4 md:grid-cols-2 xl:grid-cols-4">
      <Column {...fourWaysText.words}>
        {byWords.slice(0, shownPlaces).map(({ index, score }) => (
          <Place key={index} index={index} text={texts[index] ?? ""} score={score.toFixed(2)} />
        ))}
      </Column>
      <ModelColumn
        {...fourWaysText.vectors}
        answer={sameInput(answers["bi-encoder"])}
        model={embeddedModel}
        texts={texts}
      />
      <ModelColumn
        {...fourWaysText.lateInteraction}
        answer={sameInput(answers["late-interaction"])}
        model={findModel(lateInteractionId)}
        texts={texts}
      />
      <ModelColumn
        {...fourWaysText.crossEncoder}
        answer={sameInput(answers["cross-encoder"])}
        model={findModel(crossEncoderId)}
        texts={texts}
      />
    </div>
  );
}

interface ModelColumnProps {
  title: string;
  about: string;
  answer: Answer | undefined;
  model: ModelEntry | undefined;
  texts: readonly string[];
}

function ModelColumn({ title, about, answer, model, texts }: ModelColumnProps) {
  const setSettings = usePlayground((state) => state.setSettings);
  const rerank = usePlayground((state) => state.rerank);
  if (answer) {
    return (
      <Column title={title} about={`${about} ${fourWaysText.ranBy(answer.engine.model)}`}>
        {answer.ranked.slice(0, shownPlaces).map(({ index, relevance_score }) => (
          <Place key={index} index={index} text={texts[index] ?? ""} score={relevance_score.toFixed(2)} />
        ))}
      </Column>
    );
  }
  return (
    <Column title={title} about={about}>
      {model && (
        <li className="list-none">
          <button
            type="button"
            className="button"
            onClick={() => {
              setSettings({ modelId: model.id, dtype: "auto" });
              void rerank();
            }}
          >
            {fourWaysText.run(model.title)}
          </button>
          <p className="pt-1 text-xs text-muted">
            {model.source.kind === "embedded"
              ? fourWaysText.embedded
              : fourWaysText.download(formatBytes(smallestBytes(model)), model.licence.name)}
          </p>
        </li>
      )}
    </Column>
  );
}

function Column({ title, about, children }: { title: string; about: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="rounded-md border border-line p-3">
      <h3 className="font-medium">{title}</h3>
      <p className="pb-2 text-xs text-muted">{about}</p>
      <ol className="flex flex-col gap-1">{children}</ol>
    </section>
  );
}

function Place({ index, text, score }: { index: number; text: string; score: string }) {
  return (
    <li className="flex gap-2 text-xs">
      <span className="w-7 shrink-0 text-right font-mono text-muted">{`#${index + 1}`}</span>
      <span dir="auto" className="min-w-0 grow truncate">
        {text}
      </span>
      <span className="font-mono text-muted tabular-nums">{score}</span>
    </li>
  );
}

function smallestBytes(model: ModelEntry): number {
  return Math.min(...model.variants.map(({ files }) => files.reduce((sum, { bytes }) => sum + bytes, 0)));
}
