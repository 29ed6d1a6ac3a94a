/** A browser as the engine meets it: workers that speak the protocol over messages, and files that are always there. */
import { createBirpc } from "birpc";
import type { Environment } from "../../../../src/engine/local/environment.ts";
import type { WebWorker } from "../../../../src/engine/local/workers/worker-handle.ts";
import type { Outcome } from "../../../../src/contract/errors.ts";
import { estimateWork } from "../../../../src/engine/local/score/documents-task.ts";
import type { GpuProbe, LoadRequest, PageApi, WorkerApi } from "../../../../src/engine/worker/protocol.ts";
import type { Device, ModelEntry, ModelVariant } from "../../../../src/models/model.ts";
import { fakeWorker } from "./fake-worker.ts";

export interface StartedWorker extends WebWorker {
  terminated: boolean;
  /** As a worker does whose script throws. */
  crash: () => void;
  loseGpu: (message: string) => void;
}

export interface FakeEnvironment extends Environment {
  workers: StartedWorker[];
  loads: LoadRequest[];
}

interface Changes {
  /** What workers answer differently than `fakeWorker`, which scores a document by its length / 100. */
  api?: Partial<WorkerApi>;
  fetch?: typeof fetch;
  /** A GPU of this name that a probe finds, and how long each device takes: the clock goes on by that. */
  gpu?: { adapter: string; msFor: (device: Device, tokens: number) => number; loadMs?: number };
  /** Calls of a worker are answered when it resolves. */
  hold?: () => Promise<void>;
  cores?: number;
  /** Whether a worker runs, by its number; others die before their first line, as when memory is short. */
  running?: (worker: { started: number }) => boolean;
}

export function fakeEnvironment({
  api = {},
  fetch,
  hold,
  cores = 2,
  gpu,
  running = () => true,
}: Changes = {}): FakeEnvironment {
  const workers: StartedWorker[] = [];
  const loads: LoadRequest[] = [];
  let time = 0;
  return {
    workers,
    loads,
    createWorker() {
      const toPage = new EventTarget();
      const toWorker = new EventTarget();
      const model = fakeWorker(hold);
      let device: Device = "wasm";
      const answers: WorkerApi = {
        ping: () => model.ping(),
        probe: () => (gpu ? Promise.resolve(foundGpu(gpu)) : model.probe()),
        prepare: () => model.prepare("wasm"),
        load: (request) => {
          loads.push(request);
          ({ device } = request);
          time += gpu?.loadMs ?? 0;
          return model.load(request);
        },
        score: (chunk) => {
          time += gpu?.msFor(device, estimateWork(chunk)) ?? 0;
          return model.score(chunk);
        },
        compute: (chunk) => answers.score(chunk),
        measure: (chunk) => model.measure(chunk),
        match: (...texts) => model.match(...texts),
        ...api,
      };
      const send = (target: EventTarget, data: unknown): void =>
        void setTimeout(() => target.dispatchEvent(new MessageEvent("message", { data })));
      const page = createBirpc<PageApi, WorkerApi>(answers, {
        post: (message) => !worker.terminated && send(toPage, message),
        on: (listener) =>
          toWorker.addEventListener("message", (event) => listener((event as MessageEvent<unknown>).data)),
        timeout: -1,
      });
      const worker: StartedWorker = {
        terminated: false,
        postMessage: (message: unknown) => runs && !worker.terminated && send(toWorker, message),
        addEventListener: (type: string, listener: EventListenerOrEventListenerObject) =>
          toPage.addEventListener(type, listener),
        terminate() {
          worker.terminated = true;
        },
        crash: () =>
          void setTimeout(() =>
            toPage.dispatchEvent(Object.assign(new Event("error", { cancelable: true }), { message: "" })),
          ),
        loseGpu: (message) => void page.deviceLost.asEvent(message),
      };
      const runs = running({ started: workers.push(worker) });
      if (runs) void page.started.asEvent();
      return worker;
    },
    fetch: fetch ?? (async (url) => fakeFile(url)),
    openCache: async () => undefined,
    locks: undefined,
    hardwareConcurrency: cores,
    workerMemoryBytes: 1.2e9,
    now: () => time,
  };
}

function foundGpu({ adapter }: { adapter: string }): Outcome<GpuProbe> {
  const limits = { bufferBytes: 1e9, bindingBytes: 1e9 };
  return { ok: true, value: { available: true, f16: true, software: false, adapter, limits } };
}

/** The bytes that `fakeModel` expects. */
export function fakeFile(url: string | URL | Request): Response {
  return new Response(addressOf(url).endsWith(".onnx") ? "onnx" : "{}");
}

export function addressOf(url: string | URL | Request): string {
  return url instanceof Request ? url.url : url.toString();
}

export function variant(
  dtype: ModelVariant["dtype"],
  devices: ModelVariant["devices"] = ["wasm"],
): ModelVariant {
  return { dtype, devices, files: [{ path: `onnx/${dtype}.onnx`, bytes: 4 }] };
}

/** A bi-encoder whose files the fake environment has. */
export const fakeModel: ModelEntry = {
  id: "org/model",
  title: "A model",
  source: { kind: "hub", revision: "main" },
  recipe: { family: "bi-encoder", pooling: "mean", queryPrefix: "" },
  scoreKind: "cosine",
  tokenizer: {
    json: { path: "tokenizer.json", bytes: 2 },
    config: { path: "tokenizer_config.json", bytes: 2 },
  },
  variants: [variant("fp32")],
  maxTokens: 256,
  languages: "English",
  licence: { name: "MIT", commercialUse: "allowed" },
  quality: "Scores by length.",
};

export const locations = { embeddedBaseUrl: "https://page.example/models/", hubHost: "https://hub.example" };
