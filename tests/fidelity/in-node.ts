/** The engine in Node: the worker's script and the WASM of the tab, in threads. `ensureServeBuilt` builds them. */
import { inspectRepository } from "../../src/engine/local/inspect-repository.ts";
import { LocalReranker, loadOrDispose } from "../../src/engine/local/local-reranker.ts";
import { nodeEnvironment } from "../../src/engine/node/node-environment.ts";
import { embeddedModel } from "../../src/models/embedded-model.ts";
import { type Engine, scoreCases, taskOf } from "./measure.ts";
import { oneWorker } from "./one-worker.ts";
import type { Measurement } from "./subjects.ts";

const built = new URL("../../.cache/serve/", import.meta.url);
const places = {
  threadUrl: new URL("worker-thread.js", built),
  scriptUrl: new URL("rerank.worker.js", built),
  cacheFolder: "",
};
const node = nodeEnvironment(places);

const environment = {
  ...node,
  openCache: async () => undefined,
  createWorker: oneWorker(node.createWorker),
};

const createReranker: Engine["createReranker"] = async ({
  model,
  dtype,
  hubHost = "",
  modelBaseUrl = "",
}) => {
  if (typeof model !== "object") throw new TypeError("The entry of a model is expected.");
  const reranker = new LocalReranker({
    model,
    device: "wasm",
    ...(dtype && { dtype }),
    workers: 1,
    locations: { embeddedBaseUrl: modelBaseUrl, hubHost },
    environment,
  });
  return loadOrDispose(reranker, {});
};

const engine: Engine = {
  embeddedModel,
  inspectRepository,
  createReranker,
};

export function scoreInNode(measurement: Measurement, hubHost: string): ReturnType<typeof scoreCases> {
  const modelBaseUrl = new URL("../../public/models/", import.meta.url).href;
  return scoreCases(taskOf(measurement, { hubHost, modelBaseUrl }), engine);
}
