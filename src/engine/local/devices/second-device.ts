/** Whether a second device may be loaded to be measured, although nobody has asked for it. */
import { downloadBytes } from "../../../models/model.ts";
import type { Candidate } from "../device.ts";
import { loadLimits } from "../load/limits.ts";
import type { LoadOptions } from "../load/load-options.ts";
import { areCached } from "../load/model-files.ts";
import { PatientCache } from "../load/patient-cache.ts";
import { planDevices } from "../load/plan-devices.ts";
import { bytesPerWorker } from "../load/worker-count.ts";

/** What WASM would run beside a GPU; `undefined`: the model has no weights for it. */
export function wasmCandidate({ model, dtype }: LoadOptions): Candidate | undefined {
  return planDevices(model, "wasm", dtype, { available: false, reason: "no-api" }).candidates[0];
}

/** Only with memory for both devices, and never by a download from a hub, or of anything where data is saved. */
export async function mayLoadUnasked(candidate: Candidate, options: LoadOptions): Promise<boolean> {
  const { model, environment, locations, limits = loadLimits } = options;
  const { variant } = candidate;
  if (2 * bytesPerWorker(downloadBytes(model, variant)) > environment.workerMemoryBytes) return false;
  if (model.source.kind === "files") return true;
  if (model.source.kind === "embedded") return environment.savesData?.() !== true;
  const cache = new PatientCache(environment.openCache, limits);
  return areCached(model, variant, { locations, cache });
}
