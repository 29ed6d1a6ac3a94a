/** The Web Worker: wires the protocol to the model that it holds. */
import { createBirpc } from "birpc";
import { RerankError, outcomeOf } from "../../contract/errors.ts";
import { probeGpu } from "./gpu.ts";
import type { LoadedModel } from "./loaded-model.ts";
import type { PageApi, WorkerApi } from "./protocol.ts";

declare const self: DedicatedWorkerGlobalScope;

let model: LoadedModel | undefined;

function loaded(): LoadedModel {
  if (!model) throw new RerankError("internal_error", "The worker was asked to score before it was loaded.");
  return model;
}

const api: WorkerApi = {
  probe: () => outcomeOf(probeGpu),
  load: (request) =>
    outcomeOf(async () => {
      // Loaded late: a worker that is only asked for its GPU stays small.
      const { loadModel } = await import("./loaded-model.ts");
      model = await loadModel(request, (message) => void page.deviceLost.asEvent(message));
    }),
  score: (chunk) => outcomeOf(() => loaded().score(chunk)),
  measure: (chunk) => outcomeOf(() => loaded().measure(chunk)),
  match: (...texts) => outcomeOf(() => loaded().match(...texts)),
};

const page = createBirpc<PageApi, WorkerApi>(api, {
  post: (message) => self.postMessage(message),
  on: (listener) => self.addEventListener("message", ({ data }) => listener(data)),
  timeout: -1,
});

// Held for as long as this worker lives: the page waits for it, and so learns of a death that fires no event.
if ("locks" in self.navigator) {
  void self.navigator.locks.request(self.name, () => {
    void page.alive.asEvent();
    return new Promise<never>(() => {});
  });
}
