import { RerankError } from "../contract/errors.ts";
import type { RerankOptions } from "../contract/reranker.ts";
import { defaultHubHost, findModel } from "../models/catalogue.ts";
import { embeddedModel } from "../models/embedded-model.ts";
import type { Dtype, ModelEntry } from "../models/model.ts";
import { browserEnvironment } from "./local/browser-environment.ts";
import type { DeviceChoice } from "./local/device.ts";
import type { Environment } from "./local/load-engine.ts";
import { LocalReranker, loadOrDispose } from "./local/local-reranker.ts";

export interface CreateRerankerOptions extends RerankOptions {
  /** A catalogue id, or an entry of your own; the embedded model without it. */
  model?: string | ModelEntry;
  /** Default "auto". */
  device?: DeviceChoice;
  /** Only these weights; otherwise what suits the device. */
  dtype?: Dtype;
  /** Number of workers on WASM; otherwise by cores and memory. */
  workers?: number;
  /** URL of the folder that holds the embedded models; `models/` beside the page without it. */
  modelBaseUrl?: string;
  /** Where hub models come from; `https://huggingface.co` without it. */
  hubHost?: string;
  /** Parts of the browser to replace: for tests, and for pages that bundle the worker themselves. */
  environment?: Partial<Environment>;
}

/**
 * A reranker in this tab. Nothing is fetched until it is loaded or used.
 * @throws {RerankError} `model_not_found` for an id that the catalogue does not have
 */
export function createLocalReranker(options: CreateRerankerOptions = {}): LocalReranker {
  const { model = embeddedModel, device = "auto", dtype, workers, environment } = options;
  const entry = typeof model === "string" ? findModel(model) : model;
  if (!entry) {
    throw new RerankError(
      "model_not_found",
      `The catalogue has no model "${typeof model === "string" ? model : model.id}".`,
    );
  }
  return new LocalReranker({
    model: entry,
    device,
    ...(dtype !== undefined && { dtype }),
    ...(workers !== undefined && { workers }),
    locations: {
      embeddedBaseUrl: withSlash(options.modelBaseUrl ?? new URL("models/", document.baseURI).href),
      hubHost: options.hubHost ?? defaultHubHost,
    },
    environment: { ...browserEnvironment(), ...environment },
  });
}

function withSlash(url: string): string {
  return url.endsWith("/") ? url : `${url}/`;
}

/**
 * The same, loaded and tested: resolves when it is ready to rank.
 * @throws {RerankError} `model_not_found`, `download_failed`, `integrity_failed`, `load_failed`,
 *   `self_test_failed`, `out_of_memory`
 * @throws {DOMException} `AbortError`
 */
export async function createReranker(options: CreateRerankerOptions = {}): Promise<LocalReranker> {
  return loadOrDispose(createLocalReranker(options), options);
}
