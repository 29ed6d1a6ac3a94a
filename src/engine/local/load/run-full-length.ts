import { RerankError, unwrap } from "../../../contract/errors.ts";
import { families } from "../../../models/families.ts";
import { loadMessages } from "../messages.ts";
import type { WorkerHandle } from "../workers/worker-handle.ts";
import type { WorkerPool } from "../workers/worker-pool.ts";
import type { Loading } from "./load-options.ts";

/** Beyond this length no model has a table of positions that could end early, and a run takes long. */
const maxRunTokens = 1024;

/**
 * Runs a model without golden pairs once at its full length: files may state more tokens than the graph can read, and
 * then every long document would fail.
 *
 * @throws {RerankError} `load_failed` if the run fails; `out_of_memory`
 */
export async function runFullLength(pool: WorkerPool, { model, signal, onProgress }: Loading): Promise<void> {
  const { maxTokens, recipe } = model;
  if (!families[recipe.family].batched || maxTokens > maxRunTokens) return;
  onProgress({ phase: "self-test" });
  const document = "a ".repeat(maxTokens);
  const run = async (worker: WorkerHandle) =>
    unwrap(await worker.score({ query: "a", documents: [document], truncation: { truncate: "end" } }));
  try {
    await pool.run([{ run }], signal, () => {});
  } catch (cause) {
    signal.throwIfAborted();
    const { code, message } = RerankError.from(cause);
    if (code === "out_of_memory") throw cause;
    throw new RerankError("load_failed", loadMessages.fullLengthFailed(maxTokens, message), { cause });
  }
}
