import type { ScoringInput } from "../../worker/protocol.ts";
import type { WorkerHandle } from "../workers/worker-handle.ts";
import type { PoolTask } from "../workers/job.ts";
import { documentsTask } from "./documents-task.ts";

/** A query with one document, whose score is known. */
export interface TextPair {
  query: string;
  document: string;
}

/** Has the device compute the score of a pair, whatever is cached. */
export function pairTask(
  { query, document }: TextPair,
  position: number,
): PoolTask<{ position: number; score: number | undefined }> {
  const input: ScoringInput = { query, documents: [document], truncation: { truncate: "end" } };
  const task = documentsTask(input, [0], (worker, selected) => worker.compute(selected));
  return {
    ...task,
    run: async (worker: WorkerHandle) => {
      const { value } = await task.run(worker);
      return { position, score: value.documents[0]?.score };
    },
  };
}
