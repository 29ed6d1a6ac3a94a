import { expect, test } from "vitest";
import type { RerankProgress } from "../../../../../src/contract/reranker.ts";
import { fileUrl } from "../../../../../src/engine/local/load/file-url.ts";
import { type ModelFilesOptions, fetchModelFiles } from "../../../../../src/engine/local/load/model-files.ts";
import type { FileCache } from "../../../../../src/engine/local/load/file-cache.ts";
import { PatientCache } from "../../../../../src/engine/local/load/patient-cache.ts";
import type { ModelEntry, ModelVariant } from "../../../../../src/models/model.ts";
import { quickLimits } from "./quick-limits.ts";

type ModelProgress = Extract<RerankProgress, { phase: "download" }>;

const locations = { embeddedBaseUrl: "https://page.example/models/", hubHost: "https://hub.example/" };
const variant: ModelVariant = {
  dtype: "fp32",
  devices: ["wasm"],
  files: [{ path: "onnx/model.onnx", bytes: 3000 }],
};
const model = {
  id: "org/name",
  recipe: { family: "cross-encoder" },
  source: { kind: "hub", revision: "refs/pr/1" },
  tokenizer: {
    json: { path: "tokenizer.json", bytes: 500 },
    config: { path: "tokenizer_config.json", bytes: 20 },
  },
  variants: [variant],
} as unknown as ModelEntry;

const sizes: Record<string, number> = {
  "onnx/model.onnx": 3000,
  "tokenizer.json": 500,
  "tokenizer_config.json": 20,
};

/** Answers like the Hub, in several chunks. */
function hub(bytesOf: (path: string) => number | Response = (path) => sizes[path] ?? 0) {
  const asked: string[] = [];
  const fetch = async (url: string): Promise<Response> => {
    asked.push(url);
    const bytes = bytesOf(url.slice(url.indexOf("refs%2Fpr%2F1/") + 14));
    if (bytes instanceof Response) return bytes;
    let left = bytes;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (left === 0) return controller.close();
        const size = Math.min(left, 700);
        left -= size;
        controller.enqueue(new Uint8Array(size));
      },
    });
    return new Response(body, { headers: { "content-length": String(bytes) } });
  };
  return { asked, fetch: fetch as unknown as typeof globalThis.fetch };
}

function fakeCache(): { cached: Map<string, Response>; cache: PatientCache; fake: FileCache } {
  const cached = new Map<string, Response>();
  const fake: FileCache = {
    match: async (url: string) => cached.get(url)?.clone(),
    put: async (url: string, response: Response) => void cached.set(url, response),
    delete: async (url: string) => cached.delete(url),
  };
  return { cached, fake, cache: new PatientCache(async () => fake, quickLimits) };
}

function options(change: Partial<ModelFilesOptions>): ModelFilesOptions {
  const signal = new AbortController().signal;
  const limits = quickLimits;
  return { locations, fetch: hub().fetch, cache: undefined, limits, signal, onProgress: () => {}, ...change };
}

test("URLs follow the Hub's layout, the page's folder, or a base URL", () => {
  expect(fileUrl(model, "a/b.onnx", locations)).toBe(
    "https://hub.example/org/name/resolve/refs%2Fpr%2F1/a/b.onnx",
  );
  expect(fileUrl({ ...model, source: { kind: "embedded" } }, "a.json", locations)).toBe(
    "https://page.example/models/org/name/a.json",
  );
  const source = { kind: "url", baseUrl: "https://files.example/m/" } as const;
  expect(fileUrl({ ...model, source }, "a.json", locations)).toBe("https://files.example/m/a.json");
});

test("progress counts bytes towards a fixed total: it never falls, never exceeds it, and ends there", async () => {
  const reports: ModelProgress[] = [];
  const files = await fetchModelFiles(
    model,
    variant,
    options({ onProgress: (progress) => progress.phase === "download" && reports.push(progress) }),
  );
  expect([...files].map(([path, blob]) => [path, blob.size])).toEqual(Object.entries(sizes));
  expect(new Set(reports.map(({ totalBytes }) => totalBytes))).toEqual(new Set([3520]));
  const loaded = reports.map(({ loadedBytes }) => loadedBytes);
  expect(loaded).toEqual(loaded.toSorted((a, b) => a - b));
  expect(loaded.at(-1)).toBe(3520);
  expect(loaded.length).toBeGreaterThan(4);
});

test("the server's size replaces a rounded one, whether larger or smaller", async () => {
  for (const published of [2000, 9000]) {
    const file = { path: "onnx/model.onnx", bytes: published, exact: false } as const;
    const reports: number[] = [];
    const rounded = { ...variant, files: [file] } as const;
    const files = await fetchModelFiles(
      model,
      rounded,
      options({ onProgress: (p) => p.phase === "download" && reports.push(p.loadedBytes) }),
    );
    expect(files.get("onnx/model.onnx")?.size).toBe(3000);
    expect(reports.at(-1)).toBe(3520);
  }
});

test("a second load comes from the cache, without any request", async () => {
  const { cache } = fakeCache();
  await fetchModelFiles(model, variant, options({ cache }));
  const again = hub();
  const files = await fetchModelFiles(model, variant, options({ cache, fetch: again.fetch }));
  expect(again.asked).toEqual([]);
  expect(files.get("onnx/model.onnx")?.size).toBe(3000);
});

test("a cache that cannot store does not stop a model that has been downloaded", async () => {
  const { cache, fake } = fakeCache();
  fake.put = () => Promise.reject(new DOMException("full", "QuotaExceededError"));
  await expect(fetchModelFiles(model, variant, options({ cache }))).resolves.toBeInstanceOf(Map);
});

test("a file of the wrong size is rejected and not cached", async () => {
  const { cache, cached } = fakeCache();
  const { fetch } = hub((path) => (path === "onnx/model.onnx" ? 2999 : (sizes[path] ?? 0)));
  await expect(fetchModelFiles(model, variant, options({ cache, fetch }))).rejects.toMatchObject({
    code: "integrity_failed",
    message: expect.stringContaining("2999"),
  });
  expect([...cached.keys()].some((url) => url.endsWith("model.onnx"))).toBe(false);
});

test.each([
  [404, "model_not_found"],
  [401, "download_failed"],
  [503, "download_failed"],
])("status %i is %s", async (status, code) => {
  const { fetch } = hub(() => new Response("no", { status }));
  await expect(fetchModelFiles(model, variant, options({ fetch }))).rejects.toMatchObject({ code });
});

test("without a network the download fails", async () => {
  const fetch = (() =>
    Promise.reject(new TypeError("Failed to fetch"))) as unknown as typeof globalThis.fetch;
  await expect(fetchModelFiles(model, variant, options({ fetch }))).rejects.toMatchObject({
    code: "download_failed",
  });
});

test("a cancel stops the download", async () => {
  const abort = new AbortController();
  const { fetch } = hub();
  const loading = fetchModelFiles(
    model,
    variant,
    options({ fetch, signal: abort.signal, onProgress: () => abort.abort() }),
  );
  await expect(loading).rejects.toMatchObject({ name: "AbortError" });
});

test("a web page in place of a file is rejected and not cached", async () => {
  const { cache, cached } = fakeCache();
  const { fetch } = hub(
    () => new Response("<html>", { headers: { "content-type": "text/html; charset=utf-8" } }),
  );
  await expect(fetchModelFiles(model, variant, options({ cache, fetch }))).rejects.toMatchObject({
    code: "download_failed",
    message: expect.stringContaining("web page"),
  });
  expect(cached.size).toBe(0);
});

test("a file that fails cancels the others", async () => {
  const signals: AbortSignal[] = [];
  const fetch = (async (url: string, { signal }: { signal: AbortSignal }) => {
    signals.push(signal);
    return url.endsWith(".onnx") ? new Response("", { status: 404 }) : new Response(new ReadableStream());
  }) as unknown as typeof globalThis.fetch;
  await expect(fetchModelFiles(model, variant, options({ fetch }))).rejects.toMatchObject({
    code: "model_not_found",
  });
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, true, true]);
});
