/** Late interaction, taken apart: which token of the query matches which token of a document. */
import { RerankError, unwrap } from "../../../contract/errors.ts";
import type { Truncate } from "../../../contract/rerank.ts";
import type { RerankOptions } from "../../../contract/reranker.ts";
import { type TokenMatches, type Truncation, embeddingKey } from "../../worker/protocol.ts";
import { workerMessages } from "../messages.ts";
import type { WorkerPool } from "../workers/worker-pool.ts";
import type { WorkerAffinity } from "./worker-affinity.ts";

export type { MatchedToken, TokenMatches } from "../../worker/protocol.ts";

export interface MatchOptions extends RerankOptions {
  /** Both should be as in the request whose scores are to be explained. */
  truncate?: Truncate;
  maxTokensPerDocument?: number;
}

/** @throws {RerankError} `unsupported_input` for a model that is not a late-interaction model */
export async function matchTokens(
  pool: WorkerPool,
  affinity: WorkerAffinity,
  [query, document]: readonly [query: string, document: string],
  { truncate = "end", maxTokensPerDocument, signal }: MatchOptions,
): Promise<TokenMatches> {
  const truncation: Truncation = {
    truncate,
    ...(maxTokensPerDocument !== undefined && { maxTokensPerDocument }),
  };
  let matches: TokenMatches | undefined;
  await pool.run(
    [
      {
        preferredSlot: affinity.slotFor(embeddingKey(document, truncation)),
        run: async (worker) => unwrap(await worker.match(query, document, truncation)),
      },
    ],
    signal,
    (found) => {
      matches = found;
    },
  );
  if (!matches) throw new RerankError("internal_error", workerMessages.noAnswer());
  return matches;
}
