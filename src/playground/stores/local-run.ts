import { RerankError } from "../../contract/errors.ts";
import type { RerankOptions, ScoredDocument } from "../../contract/reranker.ts";
import type { ModelEntry } from "../../models/model.ts";
import { type Draft, requestOf } from "./draft.ts";
import type { Engine } from "./engines.ts";
import { type Answer, rankAll } from "./run.ts";

interface LocalRun extends Required<RerankOptions> {
  engine: Engine;
  model: ModelEntry;
  draft: Draft;
  now: () => number;
}

/**
 * Ranks a draft on an engine of this page, and keeps the score of every document: those below `top_n` too.
 * @throws {RerankError | DOMException} as `Reranker.rerank`
 */
export async function rankLocally({
  engine,
  model,
  draft,
  signal,
  onProgress,
  now,
}: LocalRun): Promise<Answer> {
  const request = requestOf(draft);
  const scores: (ScoredDocument | undefined)[] = Array.from({ length: request.documents.length });
  let startedAt: number | undefined;
  const response = await engine.rerank(request, {
    signal,
    onProgress: (progress) => {
      if (progress.phase === "score") {
        // Download and load have figures of their own.
        startedAt ??= now();
        for (const scored of progress.documents) scores[scored.index] = scored;
      }
      onProgress(progress);
    },
  });
  const elapsedMs = now() - (startedAt ?? now());
  signal.throwIfAborted();
  const { status } = engine;
  if (!status) throw new RerankError("internal_error", "The engine has no status after a run.");
  return {
    draft,
    documents: request.documents,
    response,
    ranked: rankAll(response, scores),
    family: model.recipe.family,
    scoreKind: model.scoreKind,
    elapsedMs,
    engine: status,
  };
}
