/** Late interaction, taken apart: which token of the query matches which token of a document. */
import { RerankError, unwrap } from "../../../contract/errors.ts";
import type { RerankOptions } from "../../../contract/reranker.ts";
import { type TokenMatches, type Truncation, embeddingKey } from "../../worker/protocol.ts";
import { workerMessages } from "../messages.ts";
import type { WorkerPool } from "../workers/worker-pool.ts";
import { estimateWork } from "./documents-task.ts";
import type { WorkerAffinity } from "./worker-affinity.ts";

export type { MatchedToken, TokenMatches } from "../../worker/protocol.ts";

/** The texts are cut as in the request whose scores are to be explained. */
export type MatchOptions = RerankOptions & Partial<Truncation>;

/** @throws {RerankError} `unsupported_input` for a model that is not a late-interaction model */
export async function matchTokens(
  pool: WorkerPool,
  affinity: WorkerAffinity,
  [query, document]: readonly [query: string, document: string],
  options: MatchOptions,
): Promise<TokenMatches> {
  const { signal, onProgress: _onProgress, ...limits } = options;
  const truncation: Truncation = { truncate: "end", ...limits };
  let matches: TokenMatches | undefined;
  await pool.run(
    [
      {
        units: estimateWork({ query, documents: [document] }),
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
