import { type Dtype, type ModelEntry, modelFiles } from "../../models/model.ts";
import type { DeviceChoice } from "./device.ts";
import { expectedCandidate } from "./expected-candidate.ts";
import { openModelCache } from "./installed-models.ts";
import { type ModelLocations, fileUrl } from "./load/file-url.ts";

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
  const files = modelFiles(model, candidate.variant);
  const found = await Promise.all(files.map(({ path }) => cache.match(fileUrl(model, path, locations))));
  return found.every((response) => response !== undefined);
}
