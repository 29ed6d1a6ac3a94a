import type { Dtype, Golden, ModelEntry } from "../../../models/model.ts";
import { pairTask } from "../score/pair-task.ts";
import type { WorkerPool } from "../workers/worker-pool.ts";
import type { Loading } from "./load-options.ts";
import { type SelfTestReport, judgeSelfTest } from "./self-test.ts";

/** Scores the model's golden pairs; `undefined` if it has none. */
export async function runSelfTest(
  pool: WorkerPool,
  dtype: Dtype,
  { model, signal, onProgress }: Loading,
): Promise<SelfTestReport | undefined> {
  const golden = await loadGolden(model);
  if (!golden) return undefined;
  onProgress({ phase: "self-test" });
  const scores: (number | undefined)[] = [];
  const tasks = golden.pairs.map(pairTask);
  await pool.run(tasks, signal, ({ position, score }) => {
    scores[position] = score;
  });
  return judgeSelfTest(golden, scores, dtype, model.scoreKind);
}

/** The catalogue's golden pairs are in a module of their own, which a page that only lists models does not load. */
export async function loadGolden({ id, golden }: ModelEntry): Promise<Golden | undefined> {
  return golden === "catalogued" ? (await import("../../../models/golden.ts")).goldenScores(id) : golden;
}
