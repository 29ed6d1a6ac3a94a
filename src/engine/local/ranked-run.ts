import type { RerankResponse, ValidRerankRequest } from "../../contract/rerank.ts";
import { returnedResults } from "../../contract/returned-results.ts";
import type { ScoredDocument } from "../../contract/reranker.ts";
import type { ModelEntry } from "../../models/model.ts";
import type { DeviceChoiceReport, EngineStatus } from "./engine-status.ts";
import { rankPositions, readDocuments } from "./score/rank.ts";
import type { RequestScores } from "./score/scoring-run.ts";

/** Everything that a run finds out; its response is a part of that. */
export interface RankedRun {
  response: RerankResponse;
  /** Every document that was read, best first: those that `top_n` leaves out of the response, too. */
  ranked: readonly ScoredDocument[];
  /** Number of prompts in which a listwise model read the documents; `undefined` for other families. */
  blocks: number | undefined;
  /** The engine that scored the documents. */
  status: EngineStatus;
  /** Why that one, where two devices have been measured. */
  choice?: DeviceChoiceReport | undefined;
  /** Time that the scoring took, without download, loading and fetching images. */
  elapsedMs: number;
}

export function createRankedRun(
  model: ModelEntry,
  request: ValidRerankRequest,
  { documents, query, promptTokens, blocks }: RequestScores,
  details: Pick<RankedRun, "status" | "choice" | "elapsedMs">,
): RankedRun {
  const read = readDocuments(documents, model.scoreKind);
  const scores = read.map(({ index }) => documents[index]?.score);
  const ranked = rankPositions(scores).flatMap((position) => read[position] ?? []);
  const unread = [...documents.keys()].filter((position) => !documents[position]);
  return {
    response: {
      id: `rerank-${crypto.randomUUID?.() ?? Date.now().toString(36)}`,
      object: "list",
      model: model.id,
      ...returnedResults(ranked, request, request.documents, unread.length),
      ...(unread.length > 0 && { unread_documents: unread }),
      ...(request.max_tokens_per_query !== undefined &&
        query.usedTokens < query.tokens && {
          truncated_query: { tokens: query.tokens, used_tokens: query.usedTokens },
        }),
      usage: { prompt_tokens: promptTokens, completion_tokens: 0, total_tokens: promptTokens },
    },
    ranked,
    blocks,
    ...details,
  };
}
