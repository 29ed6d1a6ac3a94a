import { RerankError } from "../contract/errors.ts";
import type { RerankOptions } from "../contract/reranker.ts";
import { defaultHubHost, defaultModel, findModel } from "../models/catalogue.ts";
import type { Dtype, ModelEntry } from "../models/model.ts";
import { browserEnvironment } from "./local/browser-environment.ts";
import type { DeviceChoice } from "./local/device.ts";
import type { Environment } from "./local/environment.ts";
import { LocalReranker, loadOrDispose } from "./local/local-reranker.ts";
import { loadMessages } from "./local/messages.ts";

export interface CreateRerankerOptions extends RerankOptions {
  /** An id from the catalogue, or an entry of your own; by default the embedded model. */
  model?: string | ModelEntry;
  /** Default "auto". */
  device?: DeviceChoice;
  /** Only these weights; by default those that suit the device. */
  dtype?: Dtype;
  /** Workers on WASM, all at once; by default one, and more while that pays, as cores and memory allow. */
  workers?: number;
  /** Milliseconds without a run after which the workers end, until the next run; by default five minutes. */
  idleMs?: number;
  /** URL of the folder with the embedded models; by default `models/` beside the page. */
  modelBaseUrl?: string;
  /** Server that models of the Hub are downloaded from; by default `https://huggingface.co`. */
  hubHost?: string;
  /** Replaces parts of the browser, for tests and for pages that bundle the worker themselves. */
  environment?: Partial<Environment>;
}

/**
 * A reranker in this tab. It fetches nothing until `load`, `rerank` or `match` is called.
 * @throws {RerankError} `model_not_found` for an id that is not in the catalogue
 */
export function createLocalReranker(options: CreateRerankerOptions = {}): LocalReranker {
  const { model = defaultModel, device = "auto", dtype, workers, idleMs, environment } = options;
  return new LocalReranker({
    model: typeof model === "string" ? findOrThrow(model) : model,
    device,
    ...(dtype !== undefined && { dtype }),
    ...(workers !== undefined && { workers }),
    ...(idleMs !== undefined && { idleMs }),
    locations: {
      embeddedBaseUrl: withSlash(options.modelBaseUrl ?? new URL("models/", document.baseURI).href),
      hubHost: options.hubHost ?? defaultHubHost,
    },
    environment: { ...browserEnvironment(), ...environment },
  });
}

function findOrThrow(id: string): ModelEntry {
  const model = findModel(id);
  if (!model) throw new RerankError("model_not_found", loadMessages.unknownModel(id));
  return model;
}

function withSlash(url: string): string {
  return url.endsWith("/") ? url : `${url}/`;
}

/**
 * A reranker whose model is loaded and tested: resolves when it is ready to rank.
 * @throws {RerankError} `model_not_found`, `download_failed`, `integrity_failed`, `load_failed`,
 *   `self_test_failed`, `out_of_memory`
 * @throws {DOMException} `AbortError`
 */
export async function createReranker(options: CreateRerankerOptions = {}): Promise<LocalReranker> {
  return loadOrDispose(createLocalReranker(options), options);
}
