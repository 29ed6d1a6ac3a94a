/** An order that a model made, from wherever it came: what is compared. Pure. */
import type { RerankDocument, RerankResponse } from "../../../contract/rerank.ts";
import { propertyName, settingNames } from "../../../contract/settings.ts";
import type { ScoreKind } from "../../../models/model.ts";
import { candidateText } from "../text/candidates.ts";
import type { Draft } from "./draft.ts";
import type { Answer } from "./run.ts";

export interface Ranking {
  draft: Draft;
  documents: readonly RerankDocument[];
  /** Document indices, best first: all whose place is known, those of the response first. */
  order: readonly number[];
  /** How many of them the response has: `top_n`. */
  returned: number;
  /** By document index. */
  scores: ReadonlyMap<number, number>;
  /** What the scores are: of different kinds they are never compared as numbers. */
  scoreKind: string;
  /** The model that really ran, as it says itself. */
  model: string;
  /** On what: device and weights, or a host. */
  where: string;
  elapsedMs: number;
  /** Documents that were answered from embeddings of an earlier run: they took no time of the model. */
  cached: number;
  /** Of a server: what was asked of whom. Another address or model is another source. */
  source?: string;
  /** `undefined`: it does not tell. */
  totalTokens: number | undefined;
  /** What else there is to know: fields that were left out, say. */
  notes: readonly string[];
}

export const scoreKindLabels: Record<ScoreKind, string> = {
  cosine: "cosine, −1 to 1",
  probability: "probability, 0 to 1",
  maxsim: "MaxSim, a sum over the query’s tokens",
};

export function answerRanking({
  draft,
  documents,
  response,
  ranked,
  scoreKind,
  elapsedMs,
  engine,
}: Answer): Ranking {
  return {
    draft,
    documents,
    order: ranked.map(({ index }) => index),
    returned: response.results.length,
    scores: new Map(ranked.map(({ index, relevance_score }) => [index, relevance_score])),
    scoreKind: scoreKindLabels[scoreKind],
    model: engine.model,
    where: `${engine.device === "webgpu" ? "WebGPU" : "WASM"}, ${engine.dtype}`,
    elapsedMs,
    cached: ranked.filter(({ cached }) => cached).length,
    totalTokens: response.usage.total_tokens,
    notes: [],
  };
}

/** Of a server: all that is known of it is its response. */
export function responseRanking(
  draft: Draft,
  response: RerankResponse,
  details: Pick<Ranking, "scoreKind" | "where" | "elapsedMs" | "notes"> & { source: string },
): Ranking {
  const { results, model, usage } = response;
  return {
    ...details,
    draft,
    documents: draft.rows.map(({ document }) => document),
    order: results.map(({ index }) => index),
    returned: results.length,
    cached: 0,
    scores: new Map(results.map(({ index, relevance_score }) => [index, relevance_score])),
    model: model === "" ? candidateText.modelNotReported : model,
    // No request has no tokens: the server does not count them.
    totalTokens: usage.total_tokens === 0 ? undefined : usage.total_tokens,
  };
}

/** Whether two drafts ask the same of whichever model: only then can their answers be compared. */
export function sameQuestion(a: Draft, b: Draft): boolean {
  return (
    a.query === b.query &&
    a.queryImage === b.queryImage &&
    settingNames.every((name) => a.settings[propertyName(name)] === b.settings[propertyName(name)]) &&
    a.rows.length === b.rows.length &&
    a.rows.every((row, position) => row.document === b.rows[position]?.document)
  );
}
