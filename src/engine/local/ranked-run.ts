import type { RerankResponse, ValidRerankRequest } from "../../contract/rerank.ts";
import type { ScoredDocument } from "../../contract/reranker.ts";
import type { ModelEntry } from "../../models/model.ts";
import type { EngineStatus } from "./engine-status.ts";
import { rankPositions, rankResults, scoredDocuments } from "./score/rank.ts";
import type { RequestScores } from "./score/scoring-run.ts";

/** Everything that a run finds out; its response is a part of that. */
export interface RankedRun {
  response: RerankResponse;
  /** Every document of the request, best first: those that `top_n` leaves out of the response, too. */
  ranked: readonly ScoredDocument[];
  /** Number of prompts in which a listwise model read the documents; `undefined` for other families. */
  blocks: number | undefined;
  /** The engine that scored the documents. */
  status: EngineStatus;
  /** Time that the scoring took, without download, loading and fetching images. */
  elapsedMs: number;
}

export function createRankedRun(
  model: ModelEntry,
  request: ValidRerankRequest,
  { documents, promptTokens, blocks }: RequestScores,
  details: Pick<RankedRun, "status" | "elapsedMs">,
): RankedRun {
  const scores = documents.map(({ score }) => score);
  const order = rankPositions(scores);
  const scored = scoredDocuments([...documents.keys()], documents, model.scoreKind);
  return {
    response: {
      id: `rerank-${crypto.randomUUID?.() ?? Date.now().toString(36)}`,
      object: "list",
      model: model.id,
      results: rankResults(request, scores, model.scoreKind),
      usage: { prompt_tokens: promptTokens, completion_tokens: 0, total_tokens: promptTokens },
    },
    ranked: order.flatMap((index) => scored[index] ?? []),
    blocks,
    ...details,
  };
}
