import { Sparkles, X } from "lucide-react";
import { useMemo, useState } from "react";
import { inputText } from "../../../../contract/rerank.ts";
import { downloadBytes } from "../../../../models/model.ts";
import { formatBytes, formatDuration } from "../../../text/format.ts";
import { sameDraft } from "../../stores/draft.ts";
import type { Answer } from "../../stores/run.ts";
import { usePlayground } from "../../stores/store-context.ts";
import { suggestText } from "../../text/suggest.ts";
import { measuredRun, predictMs } from "../model/predict.ts";
import { findChange } from "../results/movement.ts";
import { suggestReranker } from "./suggest.ts";

export default function Suggestion({ answer }: { answer: Answer }) {
  const [dismissed, setDismissed] = useState(false);
  const earlier = usePlayground((state) => state.answersByFamily["bi-encoder"]);
  if (answer.family === "cross-encoder")
    return earlier && sameTexts(earlier, answer) && <Changed before={earlier} after={answer} />;
  return dismissed ? undefined : <Suggested answer={answer} onDismiss={() => setDismissed(true)} />;
}

function sameTexts(a: Answer, b: Answer): boolean {
  return (
    a.draft.query === b.draft.query &&
    a.documents.length === b.documents.length &&
    a.documents.every((document, at) => inputText(document) === inputText(b.documents[at] ?? ""))
  );
}

/** Chooses the model and ranks again. */
function useRerankWith() {
  const setSettings = usePlayground((state) => state.setSettings);
  const rerank = usePlayground((state) => state.rerank);
  return (modelId: string): void => {
    setSettings({ modelId, dtype: "auto" });
    void rerank();
  };
}

function Suggested({ answer, onDismiss }: { answer: Answer; onDismiss: () => void }) {
  const rerankWith = useRerankWith();
  const model = usePlayground((state) => state.findModel(answer.draft.settings.modelId));
  const isEdited = usePlayground((state) => !sameDraft(state.draft, answer.draft));
  const isRunning = usePlayground((state) => state.run.status === "running");
  const suggestion = useMemo(() => {
    const texts = answer.documents.map((document) => inputText(document) ?? "");
    return model && suggestReranker(model, answer.draft.query, texts);
  }, [answer, model]);
  // A reranker reads texts.
  if (!model || !suggestion || answer.draft.queryImage !== undefined) return undefined;
  const { model: reranker, otherLanguages } = suggestion;
  const ms = predictMs(reranker, measuredRun(answer, model));
  const weights = reranker.variants.find(({ devices }) => devices.includes(answer.engine.device));
  return (
    <section
      aria-label={suggestText.section}
      className="flex items-start gap-2 border-t border-line px-4 py-2 text-xs print:hidden"
    >
      <Sparkles aria-hidden size={14} className="mt-0.5 shrink-0 text-accent" />
      <div className="min-w-0 grow">
        <p className="text-muted">
          <span>
            {otherLanguages ? suggestText.otherLanguages(model.title) : suggestText.apart(model.title)}
          </span>
          <span>{` ${suggestText.together}`}</span>
        </p>
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1 pt-1">
          <button
            type="button"
            className="button"
            disabled={isEdited || isRunning}
            onClick={() => rerankWith(reranker.id)}
          >
            {suggestText.rerankWith(reranker.title)}
          </button>
          {weights && (
            <span className="text-muted tabular-nums">
              {suggestText.costs(
                formatBytes(downloadBytes(reranker, weights)),
                reranker.source.kind === "hub" ? new URL(answer.draft.settings.hubHost).host : "",
                reranker.licence.name,
                ms === undefined ? undefined : formatDuration(ms),
              )}
            </span>
          )}
        </div>
      </div>
      <button
        type="button"
        className="button-quiet -my-1 h-6 min-w-6 px-1"
        aria-label={suggestText.dismiss}
        onClick={onDismiss}
      >
        <X aria-hidden size={14} />
      </button>
    </section>
  );
}

function Changed({ before, after }: { before: Answer; after: Answer }) {
  const rerankWith = useRerankWith();
  const model = usePlayground((state) => state.findModel(before.draft.settings.modelId));
  const isRunning = usePlayground((state) => state.run.status === "running");
  const { moved, largest } = useMemo(() => findChange(before.ranked, after.ranked), [before, after]);
  if (!model) return undefined;
  return (
    <section
      aria-label={suggestText.changed}
      className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line px-4 py-2 text-xs print:hidden"
    >
      <p>
        <span>{suggestText.moved(moved, after.ranked.length, model.title)}</span>
        {largest && <span>{` ${suggestText.largest(largest.index + 1, largest.from, largest.to)}`}</span>}
      </p>
      <button
        type="button"
        className="button-quiet"
        disabled={isRunning}
        onClick={() => rerankWith(model.id)}
      >
        {suggestText.back(model.title)}
      </button>
    </section>
  );
}
