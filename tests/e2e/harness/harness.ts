/** Puts the engine on `window`, for tests and benches that drive it without the playground. */
import { createRemoteReranker } from "../../../src/engine/create-remote-reranker.ts";
import {
  type CreateRerankerOptions,
  createLocalReranker,
  createReranker,
} from "../../../src/engine/create-reranker.ts";
import { browserEnvironment } from "../../../src/engine/local/browser-environment.ts";
import { inspectRepository } from "../../../src/engine/local/inspect-repository.ts";
import { catalogue, findModel } from "../../../src/models/catalogue.ts";
import { embeddedModel } from "../../../src/models/embedded-model.ts";
import { oneWorker } from "../../fidelity/one-worker.ts";

const createWorker = oneWorker(browserEnvironment().createWorker);

const tabrank = {
  catalogue,
  createLocalReranker,
  createReranker,
  createRemoteReranker,
  /** As `createReranker`; all of them run in one worker, so one at a time. It holds a lock for the first of them alone. */
  createRerankerInOneWorker: (options: CreateRerankerOptions) =>
    createReranker({ ...options, workers: 1, environment: { createWorker, locks: undefined } }),
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
