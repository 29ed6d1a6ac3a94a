/** Cached files that are wrong: they are fetched again in the same run. */
import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { RerankError } from "../../../../../src/contract/errors.ts";
import { loadEngine } from "../../../../../src/engine/local/load-engine.ts";
import type { FileCache } from "../../../../../src/engine/local/load/file-cache.ts";
import type { LoadRequest } from "../../../../../src/engine/worker/protocol.ts";
import type { Environment } from "../../../../../src/engine/local/environment.ts";
import type { ModelEntry } from "../../../../../src/models/model.ts";
import {
  addressOf,
  fakeEnvironment,
  fakeFile,
  fakeModel,
  variant as fakeVariant,
  locations,
} from "../fake-environment.ts";
import { modelAt, ranged, sha256, unverified, useFaultyServer, variant, weights } from "./faulty-server.ts";
import { quickLimits } from "./quick-limits.ts";

const server = useFaultyServer();

function cacheOf(content: Map<string, Buffer>): FileCache {
  return {
    match: async (url) => {
      const body = content.get(url);
      return body && new Response(new Uint8Array(body));
    },
    put: async (url, response) => void content.set(url, Buffer.from(await response.arrayBuffer())),
    delete: async (url) => content.delete(url),
  };
}

/** Checks as the real worker does: the hash if there is one, else whether the graph can be read. */
async function check({ weights: { blob, sha256: expected, name } }: LoadRequest) {
  const bytes = Buffer.from(await blob.arrayBuffer());
  if (expected === undefined && !bytes.equals(weights))
    throw new RerankError("load_failed", "The graph cannot be read.");
  if (expected !== undefined && sha256(bytes) !== expected)
    throw new RerankError("integrity_failed", `${name} is not the expected file`);
}

/** What the engine runs on, and what its status has to say beyond the choice of the device. */
async function start(environment: Environment, model: ModelEntry) {
  const { signal } = new AbortController();
  const options = { model, device: "wasm" as const, locations, environment, limits: quickLimits };
  const { status } = await loadEngine({ ...options, signal, onProgress: () => {} });
  return { dtype: status.dtype, notes: status.notes.filter(({ reason }) => reason !== "chosen") };
}

function load(content: Map<string, Buffer>, files = variant, cache = cacheOf(content)) {
  const asked: (RequestCache | undefined)[] = [];
  const environment = {
    ...fakeEnvironment({
      cores: 1,
      api: {
        load: (request) =>
          check(request).then(
            () => ({ ok: true, value: undefined }),
            ({ code, message }: RerankError) => ({ ok: false, error: { code, message } }),
          ),
      },
      fetch: async (url, init) => {
        asked.push(init?.cache);
        return fetch(url, init);
      },
    }),
    openCache: async () => cache,
  };
  return { loading: start(environment, modelAt(server.baseUrl, [files])), asked };
}

const weightsUrl = (): string => `${server.baseUrl}/onnx/model.onnx`;
const altered = Buffer.from(weights);
altered[500_000] = (altered[500_000] ?? 0) ^ 1;

for (const [what, body, files] of [
  ["altered", altered, variant],
  ["altered and has no hash", altered, unverified],
  ["cut short", weights.subarray(0, 1000), variant],
] as const) {
  test(`a cached file that is ${what} is fetched again in the same run @fault`, async () => {
    server.plays = [ranged()];
    const content = new Map([[weightsUrl(), body]]);
    expect(await load(content, files).loading).toEqual({ dtype: "fp32", notes: [] });
    expect(content.get(weightsUrl())?.equals(weights)).toBe(true);
    expect(server.asked.length).toBe(1);
  });
}

test("a cached file that was evicted is fetched again @fault", async () => {
  server.plays = [ranged()];
  const content = new Map<string, Buffer>();
  await load(content).loading;
  content.delete(weightsUrl());
  await load(content).loading;
  expect(server.asked.length).toBe(2);
});

test("a cached body that breaks off or stands still is fetched again @fault", async () => {
  for (const end of [(c: ReadableStreamDefaultController) => c.error(new Error("disk")), () => {}]) {
    server.plays = [ranged()];
    server.asked = [];
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(new Uint8Array(10));
        end(controller);
      },
    });
    const content = new Map<string, Buffer>();
    const cache = { ...cacheOf(content), match: async () => new Response(body) };
    const environment = { ...fakeEnvironment({ cores: 1, fetch }), openCache: async () => cache };
    await start(environment, modelAt(server.baseUrl));
    expect(server.asked.length).toBe(1);
  }
});

test("a file that is wrong at its source, too, is named, and not kept @fault", async () => {
  server.plays = [ranged({ body: altered })];
  const content = new Map<string, Buffer>();
  const { loading, asked } = load(content);
  await expect(loading).rejects.toMatchObject({ code: "integrity_failed" });
  expect(content.size).toBe(0);
  // The second time past the browser's own caches.
  expect(asked).toEqual([undefined, undefined, undefined, "reload", "reload", "reload"]);
});

test("an embedded file that the browser's caches have altered is asked for past them @fault", async () => {
  const bytes = Buffer.from("onnx");
  const hash = createHash("sha256").update(bytes).digest("hex");
  const environment = fakeEnvironment({
    cores: 1,
    api: {
      load: async ({ weights: { blob, sha256: expected } }) =>
        sha256(Buffer.from(await blob.arrayBuffer())) === expected
          ? { ok: true, value: undefined }
          : { ok: false, error: { code: "integrity_failed", message: "wrong" } },
    },
    fetch: async (url, init) => {
      if (!addressOf(url).endsWith(".onnx")) return new Response("{}");
      return new Response(init?.cache === "reload" ? bytes : "0nnx");
    },
  });
  const model = {
    ...fakeModel,
    source: { kind: "embedded" as const },
    variants: [{ ...variant, files: [{ path: "onnx/fp32.onnx", bytes: 4, sha256: hash }] as const }],
  };
  expect((await start(environment, model)).notes).toEqual([]);
});

test("a full disk: the model runs from memory, and the status says so @fault", async () => {
  const environment = {
    ...fakeEnvironment(),
    openCache: async () => ({
      ...cacheOf(new Map()),
      put: () => Promise.reject(new DOMException("full", "QuotaExceededError")),
    }),
  };
  expect((await start(environment, fakeModel)).notes).toMatchObject([
    { reason: "not-cached", message: expect.stringContaining("is full. It runs from memory.") },
  ]);
});

test("the embedded model's own weights are asked for again before others are taken @fault", async () => {
  let asked = 0;
  const environment = fakeEnvironment({
    fetch: async (url) => {
      if (addressOf(url).endsWith("w8a8.onnx") && (asked += 1) < 3) throw new TypeError("Failed to fetch");
      return fakeFile(url);
    },
  });
  const variants = [fakeVariant("w8a8"), fakeVariant("fp32")];
  const model = { ...fakeModel, source: { kind: "embedded" as const }, variants };
  expect(await start(environment, model)).toEqual({ dtype: "w8a8", notes: [] });
  expect(asked).toBe(3);
});

test("without a network, a GPU that cannot load the files leaves them to WASM @fault", async () => {
  const content = new Map<string, Buffer>();
  let offline = false;
  const limits = { bufferBytes: 1e9, bindingBytes: 1e9 };
  const environment = {
    ...fakeEnvironment({
      cores: 1,
      api: {
        probe: async () => ({
          ok: true,
          value: { available: true, f16: true, software: false, adapter: "a GPU", limits },
        }),
        load: async ({ device }) =>
          device === "webgpu"
            ? { ok: false, error: { code: "load_failed", message: "No such operator." } }
            : { ok: true, value: undefined },
      },
      fetch: async (url) => {
        if (offline) throw new TypeError("Failed to fetch");
        return fakeFile(url);
      },
    }),
    openCache: async () => cacheOf(content),
  };
  const { signal } = new AbortController();
  const model = { ...fakeModel, variants: [fakeVariant("fp32", ["webgpu", "wasm"])] };
  const options = { model, locations, environment, limits: quickLimits, signal, onProgress: () => {} };
  await loadEngine({ ...options, device: "wasm" });
  offline = true;
  const { status } = await loadEngine({ ...options, device: "auto" });
  expect(status).toMatchObject({ device: "wasm", notes: [{ message: expect.stringContaining("operator") }] });
  expect(content.size).toBe(3);
});

test("a cache that does not delete does not give a wrong file twice @fault", async () => {
  server.plays = [ranged()];
  const content = new Map([[weightsUrl(), altered]]);
  const cache = { ...cacheOf(content), delete: () => Promise.reject(new Error("disk")) };
  expect((await load(content, variant, cache).loading).dtype).toBe("fp32");
  expect(content.get(weightsUrl())?.equals(weights)).toBe(true);
});
