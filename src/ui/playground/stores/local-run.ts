import type { RerankOptions } from "../../../contract/reranker.ts";
import type { Device, ModelEntry } from "../../../models/model.ts";
import { type Draft, draftRequest } from "./draft.ts";
import type { Engine } from "./engines.ts";
import type { Answer } from "./run.ts";

export interface LocalRunOptions extends Required<RerankOptions> {
  /** Of the answer with which the new one is compared; by default the faster one. */
  device?: Device;
}

interface LocalRun extends LocalRunOptions {
  engine: Engine;
  model: ModelEntry;
  draft: Draft;
}

/**
 * Ranks a draft on an engine of this page.
 * @throws {RerankError | DOMException} as `Reranker.rerank`
 */
export async function rankLocally({ engine, model, draft, ...options }: LocalRun): Promise<Answer> {
  const request = draftRequest(draft, model);
  const { status, ...ranking } = await engine.rank(request, options);
  return {
    draft,
    documents: request.documents,
    family: model.recipe.family,
    scoreKind: model.scoreKind,
    engine: status,
    ...ranking,
  };
}
