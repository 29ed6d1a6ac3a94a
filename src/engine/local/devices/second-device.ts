/** Whether a second device may be loaded to be measured, although nobody has asked for it. */
import { downloadBytes, modelFiles } from "../../../models/model.ts";
import type { Candidate } from "../device.ts";
import { fileUrl } from "../load/file-url.ts";
import { loadLimits } from "../load/limits.ts";
import type { LoadOptions } from "../load/load-options.ts";
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
  const files = modelFiles(model, variant).map(({ path }) => cache.match(fileUrl(model, path, locations)));
  return (await Promise.all(files)).every((file) => file !== undefined);
}
