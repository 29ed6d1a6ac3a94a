/** Puts the engine on `window`, for tests and benches that drive it without the playground. */
import { createRemoteReranker } from "../../../src/engine/create-remote-reranker.ts";
import { createLocalReranker, createReranker } from "../../../src/engine/create-reranker.ts";
import { inspectRepository } from "../../../src/engine/local/inspect-repository.ts";
import { catalogue, findModel } from "../../../src/models/catalogue.ts";
import { embeddedModel } from "../../../src/models/embedded-model.ts";

const tabrank = {
  catalogue,
  createLocalReranker,
  createReranker,
  createRemoteReranker,
  embeddedModel,
  findModel,
  inspectRepository,
};

declare global {
  interface Window {
    tabrank: typeof tabrank;
  }
}

window.tabrank = tabrank;
