/** The Web Worker: connects the protocol to the model that it loads. */
import { createBirpc } from "birpc";
import { RerankError, captureOutcome } from "../../contract/errors.ts";
import { probeGpu } from "./gpu.ts";
import type { LoadedModel } from "./loaded-model.ts";
import type { PageApi, WorkerApi } from "./protocol.ts";

declare const self: DedicatedWorkerGlobalScope;

let model: LoadedModel | undefined;

function loaded(): LoadedModel {
  if (!model) throw new RerankError("internal_error", "The worker has not loaded a model yet.");
  return model;
}

const api: WorkerApi = {
  ping: async () => undefined,
  probe: () => captureOutcome(probeGpu),
  // Loaded late, so that a worker that only probes the GPU stays small.
  prepare: async (device) => {
    const { loadOnnxRuntime } = await import("./loaded-model.ts");
    await loadOnnxRuntime(device);
  },
  load: (request) =>
    captureOutcome(async () => {
      const { loadModel } = await import("./loaded-model.ts");
      model = await loadModel(request, (message) => void page.deviceLost.asEvent(message));
      return model.runtime;
    }),
  score: (chunk) => captureOutcome(() => loaded().score(chunk)),
  compute: (chunk) => captureOutcome(() => loaded().compute(chunk)),
  measure: (chunk) => captureOutcome(() => loaded().measure(chunk)),
  match: (...texts) => captureOutcome(() => loaded().match(...texts)),
};

const page = createBirpc<PageApi, WorkerApi>(api, {
  post: (message) => self.postMessage(message),
  on: (listener) => self.addEventListener("message", ({ data }) => listener(data)),
  timeout: -1,
});

void page.started.asEvent();

// Held as long as this worker lives. The page waits for the lock and so notices when the worker dies without an event.
if ("locks" in self.navigator) {
  void self.navigator.locks.request(self.name, () => {
    void page.locked.asEvent();
    return new Promise<never>(() => {});
  });
}
