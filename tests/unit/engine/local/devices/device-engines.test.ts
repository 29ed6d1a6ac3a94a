/** With the device "auto", runs go to the device that is measured to be faster for them; each run as a whole. */
import { expect, test } from "vitest";
import type { Environment, SpeedStore } from "../../../../../src/engine/local/environment.ts";
import type { LoadOptions } from "../../../../../src/engine/local/load/load-options.ts";
import { LocalReranker } from "../../../../../src/engine/local/local-reranker.ts";
import type { WorkerApi } from "../../../../../src/engine/worker/protocol.ts";
import type { Device, ModelEntry } from "../../../../../src/models/model.ts";
import { addressOf, fakeEnvironment, fakeFile, fakeModel, locations, variant } from "../fake-environment.ts";

/** The lines cross at 500 tokens. */
const msFor = (device: Device, tokens: number): number =>
  device === "wasm" ? 10 + tokens : 460 + tokens * 0.1;

/** Reads the query with each document and caches nothing. */
const crossEncoder: ModelEntry = {
  ...fakeModel,
  recipe: { family: "cross-encoder" },
  scoreKind: "probability",
  variants: [variant("fp16", ["webgpu"]), variant("q8", ["wasm"]), variant("fp32", ["webgpu", "wasm"])],
};
/** All of its files are given: nothing is downloaded. */
const files = ["onnx/fp16.onnx", "onnx/q8.onnx", "onnx/fp32.onnx", "tokenizer.json", "tokenizer_config.json"];
const givenModel: ModelEntry = {
  ...crossEncoder,
  source: {
    kind: "files",
    files: new Map(files.map((path) => [path, new Blob([path.endsWith(".onnx") ? "onnx" : "{}"])])),
  },
};

const short = { query: "q", documents: ["a few words", "and others"] };
const long = {
  query: "q",
  documents: Array.from({ length: 40 }, (_, row) => `${"words ".repeat(60)}${row}`),
};

function memoryStore(browser = "a browser"): SpeedStore & { json: string | null } {
  const store: SpeedStore & { json: string | null } = {
    browser,
    json: null,
    read: () => store.json,
    write: (json) => {
      store.json = json;
    },
  };
  return store;
}

function machine(changes: Partial<Environment> = {}, options: Partial<LoadOptions> = {}) {
  const environment = {
    ...fakeEnvironment({ cores: 1, gpu: { adapter: "a GPU", msFor } }),
    ...changes,
  };
  const reranker = new LocalReranker({
    model: givenModel,
    device: "auto",
    locations,
    environment,
    ...options,
  });
  const deviceOf = async (request: typeof short) => (await reranker.rank(request)).status.device;
  return { environment, reranker, deviceOf };
}

test("both devices are timed, and each run goes where it is expected to end first", async () => {
  const { reranker, deviceOf } = machine();
  expect(reranker.deviceSpeeds).toEqual([]);
  const [gpu, wasm] = await reranker.measureDevices();
  expect(gpu).toMatchObject({ device: "webgpu", dtype: "fp16", adapter: "a GPU", workers: 1 });
  expect(gpu?.fixedMs).toBeCloseTo(460);
  expect(gpu?.msPerToken).toBeCloseTo(0.1);
  expect(wasm).toMatchObject({ device: "wasm", dtype: "q8", workers: 1 });
  expect(wasm?.adapter).toBeUndefined();
  expect(wasm?.fixedMs).toBeCloseTo(10);
  expect(wasm?.msPerToken).toBeCloseTo(1);
  expect(await deviceOf(short)).toBe("wasm");
  expect(await deviceOf(long)).toBe("webgpu");
  expect(await deviceOf(short)).toBe("wasm");
});

test("a run says what was expected of each device, and WASM why it is not WebGPU", async () => {
  const { reranker } = machine();
  await reranker.measureDevices();
  const { status, choice } = await reranker.rank(short);
  // 9 tokens: 10 + 9 ms against 460 + 0.9 ms.
  expect(choice?.expected).toEqual([
    { device: "wasm", ms: expect.closeTo(19) as number },
    { device: "webgpu", ms: expect.closeTo(460.9) as number },
  ]);
  expect(choice?.speeds.map(({ device }) => device)).toEqual(["webgpu", "wasm"]);
  expect(reranker.deviceChoice).toBe(choice);
  expect(status.notes.map(({ reason }) => reason)).toEqual(["slower"]);
  const onGpu = await reranker.rank(long);
  expect(onGpu.status.notes).toEqual([]);
  expect(onGpu.choice?.expected[0]?.device).toBe("webgpu");
  expect(reranker.status).toBe(onGpu.status);
});

test("a run stays on the device of an earlier one, if its scores are to be compared", async () => {
  const { reranker } = machine();
  await reranker.measureDevices();
  expect((await reranker.rank(short, { device: "webgpu" })).status.device).toBe("webgpu");
  expect((await reranker.rank(long, { device: "wasm" })).status.device).toBe("wasm");
});

test("after the first run both are measured in the background, and the next run uses it", async () => {
  const { reranker, deviceOf } = machine();
  expect(await deviceOf(short)).toBe("webgpu");
  await expect.poll(() => reranker.deviceSpeeds.length, { timeout: 10_000 }).toBe(2);
  expect(await deviceOf(short)).toBe("wasm");
});

test("nothing is downloaded from a hub to be measured, until somebody asks", async () => {
  const fetched: string[] = [];
  const fetch: typeof globalThis.fetch = async (url) => {
    fetched.push(addressOf(url));
    return fakeFile(url);
  };
  const { reranker, deviceOf } = machine({ fetch }, { model: crossEncoder });
  expect(await deviceOf(short)).toBe("webgpu");
  await new Promise((resolve) => setTimeout(resolve, 1500));
  expect(reranker.deviceSpeeds).toEqual([]);
  expect(fetched.filter((url) => url.includes("q8"))).toEqual([]);
  expect(await deviceOf(short)).toBe("webgpu");
  expect((await reranker.measureDevices()).length).toBe(2);
  expect(fetched.filter((url) => url.includes("q8")).length).toBe(1);
  expect(await deviceOf(short)).toBe("wasm");
});

test("a device that was chosen is used, whatever is faster", async () => {
  for (const device of ["webgpu", "wasm"] as const) {
    const { reranker, deviceOf } = machine({}, { device });
    expect((await reranker.measureDevices()).map((speed) => speed.device)).toEqual([device]);
    expect([await deviceOf(short), await deviceOf(long)]).toEqual([device, device]);
  }
});

test("speeds are kept for the same model, weights, GPU and browser", async () => {
  const speeds = memoryStore();
  await machine({ speeds }).reranker.measureDevices();
  // The first run of a visit: nothing has been loaded, and nothing was measured here.
  const next = machine({ speeds });
  expect(await next.deviceOf(short)).toBe("wasm");
  expect(next.environment.loads.map(({ device }) => device)).toEqual(["wasm"]);
  for (const other of [
    machine({ speeds: { ...speeds, browser: "another browser" } }),
    machine({ speeds }, { model: { ...givenModel, id: "org/other" } }),
    machine({ speeds }, { dtype: "fp32" }),
    machine({ ...fakeEnvironment({ cores: 1, gpu: { adapter: "another GPU", msFor } }), speeds }),
  ])
    expect(await other.deviceOf(short)).toBe("webgpu");
});

test("a device that is not loaded yet is not loaded for less than its load takes", async () => {
  const speeds = memoryStore();
  const gpu = { adapter: "a GPU", msFor, loadMs: 1000 };
  const visit = () => machine({ ...fakeEnvironment({ cores: 1, gpu }), speeds });
  await visit().reranker.measureDevices();
  const { deviceOf } = visit();
  expect(await deviceOf(long)).toBe("webgpu");
  expect(await deviceOf(short)).toBe("webgpu");
  const other = visit();
  expect(await other.deviceOf(short)).toBe("wasm");
});

test("speeds that something has altered count as none", async () => {
  const speeds = memoryStore();
  await machine({ speeds }).reranker.measureDevices();
  const { json } = speeds;
  for (const altered of [
    "[",
    "{}",
    json?.replaceAll(/"msPerToken":[^,]*/g, '"msPerToken":-1'),
    json?.replaceAll(/"device":"wasm"/g, '"device":"cpu"'),
  ]) {
    speeds.json = altered ?? null;
    expect(await machine({ speeds }).deviceOf(short)).toBe("webgpu");
  }
});

test("documents that a device has cached cost nothing there", async () => {
  const model: ModelEntry = { ...givenModel, recipe: fakeModel.recipe, scoreKind: "cosine" };
  const { reranker, deviceOf } = machine({}, { model });
  await reranker.measureDevices();
  expect(await deviceOf(long)).toBe("webgpu");
  // On WASM everything would have to be read.
  expect(await deviceOf(long)).toBe("webgpu");
  // Two documents are read on WASM; later only their query.
  expect(await deviceOf(short)).toBe("wasm");
});

test("the next runs correct what was measured", async () => {
  let slowdown = 1;
  const gpu = {
    adapter: "a GPU",
    msFor: (device: Device, tokens: number) => msFor(device, tokens) * (device === "wasm" ? slowdown : 1),
  };
  const { reranker, deviceOf } = machine(fakeEnvironment({ cores: 1, gpu }));
  await reranker.measureDevices();
  slowdown = 1000;
  const devices: string[] = [];
  for (let run = 0; run < 20; run++) devices.push(await deviceOf(short));
  expect(devices[0]).toBe("wasm");
  expect(devices.at(-1)).toBe("webgpu");
});

test("if WASM fails, the run is done on the GPU, and WASM is not chosen again", async () => {
  const { environment, reranker, deviceOf } = machine();
  await reranker.measureDevices();
  expect(await deviceOf(short)).toBe("wasm");
  const { createWorker } = environment;
  // Whatever is started from now on ends at once.
  environment.createWorker = (name) => {
    const worker = createWorker(name);
    environment.workers.at(-1)?.crash();
    return worker;
  };
  const [, wasm] = environment.workers.filter(({ terminated }) => !terminated);
  wasm?.crash();
  expect(await deviceOf(short)).toBe("webgpu");
  expect(await deviceOf(short)).toBe("webgpu");
});

test("if the GPU is lost, all runs go to WASM, with the reason", async () => {
  const { environment, reranker, deviceOf } = machine();
  await reranker.measureDevices();
  expect(await deviceOf(long)).toBe("webgpu");
  const gpu = environment.workers.find(({ terminated }) => !terminated);
  gpu?.loseGpu("unplugged");
  await new Promise((resolve) => setTimeout(resolve, 50));
  const { status, choice } = await reranker.rank(long);
  expect(status.device).toBe("wasm");
  expect(choice).toBeUndefined();
  expect(status.notes.map(({ reason }) => reason)).toContain("device-lost");
});

test("a run ends a measurement in the background, which is made later, and not for ever", async () => {
  let holds = false;
  const held = fakeEnvironment({ cores: 1, gpu: { adapter: "a GPU", msFor } });
  const loadsOnWasm = () => held.loads.filter(({ device }) => device === "wasm").length;
  const { createWorker } = held;
  // Workers that are started from then on never get ready.
  held.createWorker = (name) => {
    const worker = createWorker(name);
    if (holds) worker.postMessage = () => {};
    return worker;
  };
  const { reranker } = machine(held);
  await reranker.rank(short);
  holds = true;
  const isMeasuring = () => held.workers.filter(({ terminated }) => !terminated).length > 1;
  for (let attempt = 1; attempt <= 3; attempt++) {
    await expect.poll(isMeasuring, { timeout: 5000 }).toBe(true);
    await reranker.rank(short);
    expect(isMeasuring()).toBe(false);
  }
  await new Promise((resolve) => setTimeout(resolve, 1500));
  expect(isMeasuring()).toBe(false);
  expect(loadsOnWasm()).toBe(0);
}, 20_000);

test("a disposed reranker measures nothing more", async () => {
  const { environment, reranker, deviceOf } = machine();
  await deviceOf(short);
  reranker.dispose();
  const started = environment.workers.length;
  await new Promise((resolve) => setTimeout(resolve, 1500));
  expect(environment.workers.length).toBe(started);
  await expect(reranker.measureDevices()).rejects.toMatchObject({ code: "disposed" });
});

/** Speeds of an earlier visit, after which WASM is the faster one for short texts. */
async function measuredBefore(options: Partial<LoadOptions> = {}) {
  const speeds = memoryStore();
  await machine({ speeds }, options).reranker.measureDevices();
  return speeds;
}

test("if the WASM of an earlier visit does not load, the GPU does, and what was kept is forgotten", async () => {
  const speeds = await measuredBefore();
  const fails: Partial<WorkerApi> = {
    load: async ({ device }) =>
      device === "wasm"
        ? { ok: false, error: { code: "load_failed", message: "no memory" } }
        : { ok: true, value: undefined },
  };
  const gpu = { adapter: "a GPU", msFor };
  const { reranker } = machine({ ...fakeEnvironment({ cores: 1, gpu, api: fails }), speeds });
  expect((await reranker.load()).device).toBe("webgpu");
  await expect.poll(() => speeds.json).not.toContain("msPerToken");
});

test("speeds of a model whose files are gone from the cache choose nothing: the first run would download them", async () => {
  const speeds = await measuredBefore({ model: crossEncoder });
  expect(await machine({ speeds }, { model: crossEncoder }).deviceOf(short)).toBe("webgpu");
});

test("a reranker that is disposed while it looks for its GPU runs nothing", async () => {
  const speeds = await measuredBefore();
  const { environment, reranker } = machine({ speeds });
  const loading = reranker.load();
  reranker.dispose();
  await expect(loading).rejects.toMatchObject({ code: "disposed" });
  expect(environment.loads).toEqual([]);
});
