/** Measures a GPU and WASM beside each other, and keeps what comes of it. Loaded only where there is a GPU. */
import type { RerankOptions } from "../../../contract/reranker.ts";
import type { LoadOptions } from "../load/load-options.ts";
import type { RecoveringEngine } from "../recovering-engine.ts";
import { keepSpeeds } from "./kept-speeds.ts";
import { measureSpeed } from "./measure-speed.ts";
import type { Costs, DeviceSpeed } from "./speed.ts";

export { readSpeeds, keepSpeeds } from "./kept-speeds.ts";
export { mayLoadUnasked, wasmCandidate } from "./second-device.ts";

/**
 * Loads what is not loaded yet, and times one engine after the other.
 * @param engines the GPU's first: a pool of workers is grown only as far as it could beat it
 * @throws as `RecoveringEngine.ready` and `measureSpeed`
 */
export async function measureEngines(
  engines: readonly RecoveringEngine[],
  { model, dtype, environment }: LoadOptions,
  options: RerankOptions & { signal: AbortSignal },
): Promise<readonly DeviceSpeed[]> {
  const { now, speeds: store } = environment;
  const speeds: DeviceSpeed[] = [];
  let rival: Costs | undefined;
  for (const engine of engines) {
    const speed = await engine.use(options, (loaded) =>
      measureSpeed(loaded, { model, now, signal: options.signal, rival }),
    );
    speeds.push(speed);
    rival = speed;
  }
  // A GPU that is lost meanwhile has gone on as WASM: there is nothing to choose.
  const isPair = new Set(speeds.map(({ device }) => device)).size > 1;
  if (store && isPair) keepSpeeds({ model, dtype }, speeds, store);
  return isPair ? speeds : speeds.slice(0, 1);
}
