import type { RerankOptions, ScoredDocument } from "../../../contract/reranker.ts";
import { timedRun } from "../../../engine/local/timed-run.ts";
import type { ModelEntry } from "../../../models/model.ts";
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
  const request = requestOf(draft, model);
  const scores: (ScoredDocument | undefined)[] = Array.from({ length: request.documents.length });
  let blocks: number | undefined;
  const { response, status, elapsedMs } = await timedRun({
    engine,
    request,
    signal,
    now,
    onProgress: (progress) => {
      if (progress.phase === "score") {
        for (const scored of progress.documents) scores[scored.index] = scored;
        blocks = progress.blocks;
      }
      onProgress(progress);
    },
  });
  return {
    draft,
    documents: request.documents,
    response,
    ranked: rankAll(response, scores),
    family: model.recipe.family,
    scoreKind: model.scoreKind,
    elapsedMs,
    engine: status,
    blocks,
  };
}
