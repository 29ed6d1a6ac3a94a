import type { RerankOptions, RerankProgress } from "../../../../contract/reranker.ts";
import type { Draft } from "../../stores/draft.ts";
import type { Answer } from "../../stores/run.ts";
import type { ScoredOrder } from "./order-figures.ts";

interface ShuffledRun {
  /** The draft of the answer. */
  draft: Draft;
  /** Each order as positions of the draft's documents. */
  orders: readonly (readonly number[])[];
  rank: (draft: Draft, options: Required<RerankOptions>) => Promise<Answer>;
  signal: AbortSignal;
  /** @param done number of orders that are ranked */
  onProgress: (done: number, progress: RerankProgress | undefined) => void;
}

/**
 * Ranks the documents of a draft in other orders, one after the other.
 * @returns a ranking for each order; `index` is the position in the draft
 * @throws {RerankError | DOMException} as `Reranker.rerank`
 */
export async function rankShuffled(run: ShuffledRun): Promise<ScoredOrder[]> {
  const { draft, orders, rank, signal, onProgress } = run;
  const rankings: ScoredOrder[] = [];
  for (const order of orders) {
    const done = rankings.length;
    onProgress(done, undefined);
    const rows = order.flatMap((position) => draft.rows[position] ?? []);
    const options = { signal, onProgress: (progress: RerankProgress) => onProgress(done, progress) };
    const { ranked } = await rank({ ...draft, rows }, options);
    signal.throwIfAborted();
    rankings.push(ranked.map((scored) => ({ ...scored, index: order[scored.index] ?? 0 })));
  }
  return rankings;
}
