/** Tasks that send some documents of a request to a worker. */
import { type Outcome, renumberDocuments, unwrap } from "../../../contract/errors.ts";
import type { ScoringInput } from "../../worker/protocol.ts";
import type { WorkerHandle } from "../workers/worker-handle.ts";
import type { PoolTask } from "../workers/job.ts";
import { estimateTokens } from "./chunks.ts";
import { selectDocuments } from "./scoring-input.ts";

/** A worker's answer, with the positions in the request of the documents that it is about. */
export interface Chunk<T> {
  positions: readonly number[];
  value: T;
}

/**
 * @param positions documents that are sent, by their position in the request
 * @param call the worker method to call with the selected documents
 * @param preferredSlot the worker that may have cached embeddings of these documents
 */
export function documentsTask<T>(
  input: ScoringInput,
  positions: readonly number[],
  call: (worker: WorkerHandle, selected: ScoringInput) => Promise<Outcome<T>>,
  preferredSlot?: number,
): PoolTask<Chunk<T>> {
  const selected = selectDocuments(input, positions);
  return {
    preferredSlot,
    units: estimateWork(selected),
    run: async (worker) => ({ positions, value: unwrapAt(positions, await call(worker, selected)) }),
  };
}

/** No model reads more of a text, or of an image. */
const maxTokens = 32_768;

/** Tokens that the worker reads, rather too many: a limit on its time follows from them. */
export function estimateWork({
  query,
  documents,
  images,
}: Pick<ScoringInput, "query" | "documents" | "images">): number {
  const queryTokens = estimateTokens(query, maxTokens);
  return documents.reduce((sum, text, row) => {
    const tokens = images?.documents[row] ? maxTokens : estimateTokens(text, maxTokens);
    return sum + queryTokens + tokens;
  }, queryTokens);
}

/** A worker's errors number the documents that it was sent; callers know them by their position in the request. */
function unwrapAt<T>(positions: readonly number[], outcome: Outcome<T>): T {
  try {
    return unwrap(outcome);
  } catch (cause) {
    throw renumberDocuments(cause, positions);
  }
}
