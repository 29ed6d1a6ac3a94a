/** What the page needs of the engine: a script of its own, which comes after the first view. */
import { createLocalReranker } from "../../engine/create-reranker.ts";
import { isDownloaded } from "../../engine/local/is-downloaded.ts";
import type { ModelEntry } from "../../models/model.ts";
import { type CreateEngine, type EngineSettings, onlyDtype } from "./stores/engines.ts";

export { expectedCandidate } from "../../engine/local/expected-candidate.ts";

/** The embedded model is not among those: it comes with the page. */
export const isInCache = (model: ModelEntry, settings: EngineSettings): Promise<boolean> =>
  isDownloaded({
    model,
    device: settings.device,
    dtype: onlyDtype(settings),
    locations: { embeddedBaseUrl: "", hubHost: settings.hubHost },
  });

export const createEngine: CreateEngine = ({ dtype, ...options }) =>
  createLocalReranker({ ...options, ...(dtype !== undefined && { dtype }) });
