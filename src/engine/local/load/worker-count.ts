/** How many workers fit. Pure. */

/** For all workers together: a phone's browser kills a tab that takes more. */
const memoryBudgetBytes = 1_200_000_000;
/** A session holds its weights, a prepared copy of some of them, and activations. */
const memoryPerWeightByte = 2.5;
const runtimeBytes = 60_000_000;
const maxWorkers = 8;

/** Workers on WASM: one for each core, as far as the memory budget allows, and at least one. */
export function workerCount(weightBytes: number, hardwareConcurrency: number): number {
  const perWorker = weightBytes * memoryPerWeightByte + runtimeBytes;
  const byMemory = Math.floor(memoryBudgetBytes / perWorker);
  return Math.max(1, Math.min(hardwareConcurrency, byMemory, maxWorkers));
}
