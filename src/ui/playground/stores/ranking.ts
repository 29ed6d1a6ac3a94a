/** A ranking by any model, local or remote, as it is compared. Pure. */
import type { RerankDocument, RerankResponse } from "../../../contract/rerank.ts";
import { propertyName, settingNames } from "../../../contract/settings.ts";
import type { ScoreKind } from "../../../models/model.ts";
import { candidateText } from "../text/candidates.ts";
import type { Draft } from "./draft.ts";
import type { Answer } from "./run.ts";

export interface Ranking {
  draft: Draft;
  documents: readonly RerankDocument[];
  /** Document indices, best first: those of the response, then the others whose rank is known. */
  order: readonly number[];
  /** Number of documents in the response. */
  returned: number;
  /** By document index. */
  scores: ReadonlyMap<number, number>;
  /** Description of the scores. Scores of different kinds are not comparable. */
  scoreKind: string;
  /** The model that ran, by its own name. */
  model: string;
  /** Device and weights, or a host. */
  where: string;
  elapsedMs: number;
  /** Number of documents with a cached embedding: the model did not read them. */
  cached: number;
  /** For a server: its `sourceKey`. */
  source?: string;
  /** `undefined` if it was not reported. */
  totalTokens: number | undefined;
  /** Sentences for the person, such as unsupported fields. */
  notes: readonly string[];
}

export const scoreKindLabels: Record<ScoreKind, string> = {
  cosine: "cosine, −1 to 1",
  probability: "probability, 0 to 1",
  dot: "dot product, without bounds",
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

/** The ranking of a server's response. */
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
    // Every request has tokens: 0 means that the server does not count them.
    totalTokens: usage.total_tokens === 0 ? undefined : usage.total_tokens,
  };
}

/** Whether two drafts make the same request, apart from the model. Only then are their answers compared. */
export function sameQuestion(a: Draft, b: Draft): boolean {
  return (
    a.query === b.query &&
    a.queryImage === b.queryImage &&
    settingNames.every((name) => a.settings[propertyName(name)] === b.settings[propertyName(name)]) &&
    a.rows.length === b.rows.length &&
    a.rows.every((row, position) => row.document === b.rows[position]?.document)
  );
}
