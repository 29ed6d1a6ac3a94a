import { defaultHubHost } from "../models/catalogue.ts";
import type { ModelEntry } from "../models/model.ts";

export interface InspectRepositoryOptions {
  /** `https://huggingface.co` without it. */
  hubHost?: string;
  signal?: AbortSignal;
}

/**
 * Reads what a model outside of the catalogue is, without its weights: the `model` of `createReranker`.
 *
 * @param input `organisation/name` on the Hub, the address of a page or file of that repository, where it may name a
 *   revision, or the address of a folder laid out like one, with a `tabrank.json` or not
 * @throws {RerankError} `invalid_request` for what is neither; `model_not_found` where there is no such place or
 *   nothing in it that can run here; `download_failed` where it cannot be reached
 */
export async function inspectRepository(
  input: string,
  { hubHost = defaultHubHost, signal }: InspectRepositoryOptions = {},
): Promise<ModelEntry> {
  const { inspectRepository: inspect } = await import("../engine/local/inspect-repository.ts");
  return inspect(input, { hubHost, fetch: (...request) => fetch(...request), ...(signal && { signal }) });
}
