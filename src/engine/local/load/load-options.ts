import type { RerankProgress } from "../../../contract/reranker.ts";
import type { Dtype, ModelEntry } from "../../../models/model.ts";
import type { DeviceChoice } from "../device.ts";
import type { Environment } from "../environment.ts";
import type { ModelLocations } from "./file-url.ts";
import type { LoadLimits } from "./limits.ts";

export interface LoadOptions {
  model: ModelEntry;
  device: DeviceChoice;
  /** Another engine runs the model on a GPU; this one gets the runs that WASM ends first. */
  besideGpu?: true;
  /** Only these weights; by default those that suit the device. */
  dtype?: Dtype;
  /** Workers on WASM, all at once; by default one, and more while that pays, as cores and memory allow. */
  workers?: number;
  /** Milliseconds without a run after which the workers end, until the next run; by default five minutes. */
  idleMs?: number;
  locations: ModelLocations;
  environment: Environment;
  /** How long network, cache and other tabs are waited for; tests wait less. */
  limits?: LoadLimits;
}

/** The same, with what belongs to one load. */
export interface Loading extends LoadOptions {
  /** Called when a worker was replaced: what its predecessor in this slot had cached is gone. */
  onReplaced?: (slot: number) => void;
  signal: AbortSignal;
  onProgress: (progress: RerankProgress) => void;
}
