/** How many workers fit. Pure. */

/** A session holds its weights, a prepared copy of some of them, and activations. */
const memoryPerWeightByte = 2.5;
const runtimeBytes = 60_000_000;
const maxWorkers = 8;

/**
 * Workers on WASM: one for each core, as far as the memory allows, and at least one.
 * @param memoryBytes for all workers together
 */
export function workerCount(weightBytes: number, hardwareConcurrency: number, memoryBytes: number): number {
  const byMemory = Math.floor(memoryBytes / bytesPerWorker(weightBytes));
  return Math.max(1, Math.min(hardwareConcurrency, byMemory, maxWorkers));
}

/** Memory that a worker takes with its model. */
export function bytesPerWorker(weightBytes: number): number {
  return weightBytes * memoryPerWeightByte + runtimeBytes;
}
