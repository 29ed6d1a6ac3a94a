import type { Dtype, ModelEntry } from "../../models/model.ts";
import type { DeviceChoice } from "./device.ts";
import { expectedCandidate } from "./expected-candidate.ts";
import { openModelCache } from "./installed-models.ts";
import type { ModelLocations } from "./load/file-url.ts";
import { areCached } from "./load/model-files.ts";

interface Wanted {
  model: ModelEntry;
  device: DeviceChoice;
  dtype: Dtype | undefined;
  locations: ModelLocations;
}

/** Whether a run would find all files of the model in the browser's cache. */
export async function isDownloaded({ model, device, dtype, locations }: Wanted): Promise<boolean> {
  const cache = await openModelCache();
  const candidate = cache && (await expectedCandidate(model, device, dtype));
  if (!candidate) return false;
  return areCached(model, candidate.variant, { locations, cache });
}
