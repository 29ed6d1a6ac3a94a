/** How long a model should take on this machine, from a run of another one. Pure. */
import type { ScoredDocument } from "../../../../contract/reranker.ts";
import { families } from "../../../../models/families.ts";
import type { ModelEntry } from "../../../../models/model.ts";
import { requestSettings } from "../../../draft/typed-settings.ts";
import { acceptedInputs } from "../../stores/draft.ts";
import type { Answer } from "../../stores/run.ts";
import { estimateTokens } from "../../../../engine/local/score/chunks.ts";
import { modelWork } from "../../../../models/work.ts";

/** In less, more is measured than the model. */
const minMs = 10;

export interface MeasuredRun {
  /** The model that ran. */
  model: Pick<ModelEntry, "id" | "recipe">;
  /** Every document of the run. */
  ranked: readonly Pick<ScoredDocument, "documentTokens" | "usedTokens" | "cached">[];
  queryTokens: number;
  /** At most so many tokens of each document are read, whatever the model. */
  maxDocumentTokens?: number | undefined;
  elapsedMs: number;
}

/** An answer as what it tells about the speed of this machine. @param model that gave it */
export function measuredRun({ draft, ranked, elapsedMs }: Answer, model: ModelEntry): MeasuredRun {
  const { max_tokens_per_document: maxDocumentTokens } = requestSettings(
    draft.settings,
    acceptedInputs(model),
  );
  const queryTokens = estimateTokens(draft.query, model.maxTokens);
  return { model, ranked, queryTokens, maxDocumentTokens, elapsedMs };
}

/**
 * Time for the same documents, once the model is loaded. Devices and weights are taken for equally fast.
 * @returns milliseconds; `undefined` if the run came from a cache or was so fast that it tells nothing, or if one of
 *   the models is not in the catalogue
 */
export function predictMs(model: PredictedModel, run: MeasuredRun): number | undefined {
  const perToken = msPerToken(model, run);
  if (perToken === undefined) return undefined;
  const tokens = sum(run.ranked.map(({ documentTokens }) => tokensRead(documentTokens, model, run)));
  return perToken * tokens;
}

type PredictedModel = Pick<ModelEntry, "id" | "recipe" | "maxTokens">;

/**
 * How many documents, in their order, the model should read within a time, once it is loaded.
 * @returns `undefined` as `predictMs`
 */
export function expectedDepth(
  ms: number,
  texts: readonly string[],
  model: PredictedModel,
  run: MeasuredRun,
): number | undefined {
  const perToken = msPerToken(model, run);
  if (perToken === undefined) return undefined;
  let left = ms / perToken;
  const end = texts.findIndex((text) => {
    left -= tokensRead(estimateTokens(text, model.maxTokens), model, run);
    return left < 0;
  });
  return end === -1 ? texts.length : end;
}

function msPerToken({ id }: PredictedModel, run: MeasuredRun): number | undefined {
  const work = modelWork(id);
  const workMeasured = modelWork(run.model.id);
  const measured = sum(
    run.ranked.map(({ usedTokens, cached }) =>
      cached ? 0 : usedTokens + queryBeside(run.model.recipe, run),
    ),
  );
  if (work === undefined || workMeasured === undefined || measured === 0 || run.elapsedMs < minMs)
    return undefined;
  return (run.elapsedMs / measured) * (work / workMeasured);
}

function tokensRead(documentTokens: number, { recipe, maxTokens }: PredictedModel, run: MeasuredRun): number {
  const read = Math.min(documentTokens, run.maxDocumentTokens ?? Infinity);
  return Math.min(maxTokens, read + queryBeside(recipe, run));
}

/** Tokens of the query that are read again with every document. */
function queryBeside({ family }: ModelEntry["recipe"], { queryTokens }: MeasuredRun): number {
  return families[family].cachesDocuments ? 0 : queryTokens;
}

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
