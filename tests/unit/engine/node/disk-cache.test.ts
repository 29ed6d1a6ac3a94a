/** Models of the Hub in Node, with a real server and a real folder. */
import { mkdtempSync, readFileSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { fetchModelFiles } from "../../../../src/engine/local/load/model-files.ts";
import { embeddedModel } from "../../../../src/models/embedded-model.ts";
import type { ModelEntry, ModelFile, ModelVariant } from "../../../../src/models/model.ts";
import { PatientCache } from "../../../../src/engine/local/load/patient-cache.ts";
import { DiskCache } from "../../../../src/engine/node/disk-cache.ts";
import { nodeEnvironment } from "../../../../src/engine/node/node-environment.ts";
import { quickLimits } from "../local/load/quick-limits.ts";

const fixture = new URL("../../../fixtures/hub/tabrank/tiny-bert-cross-encoder/", import.meta.url);

function fileOf(path: string): ModelFile {
  return { path, bytes: readFileSync(new URL(path, fixture)).byteLength };
}

const variant: ModelVariant = { dtype: "fp32", devices: ["wasm"], files: [fileOf("onnx/model.onnx")] };
const model: ModelEntry = {
  ...embeddedModel,
  id: "tabrank/tiny-bert-cross-encoder",
  source: { kind: "hub", revision: "main" },
  tokenizer: { json: fileOf("tokenizer.json"), config: fileOf("tokenizer_config.json") },
  variants: [variant],
};

let hub: Server;
let hubHost = "";
let asked: string[] = [];
let cut = false;
let folder = "";

beforeAll(async () => {
  hub = createServer(({ url = "" }, response) => {
    asked.push(url);
    const body = readFileSync(new URL(url.split("/resolve/main/")[1] ?? "", fixture));
    response.setHeader("content-length", body.length);
    if (!cut) return void response.end(body);
    response.write(body.subarray(0, body.length / 2));
    setTimeout(() => response.destroy(), 20);
  });
  await new Promise<void>((resolve) => hub.listen(0, "127.0.0.1", resolve));
  hubHost = `http://127.0.0.1:${(hub.address() as AddressInfo).port}`;
});
afterAll(() => {
  hub.closeAllConnections();
  hub.close();
});
beforeEach(() => {
  asked = [];
  cut = false;
  folder = mkdtempSync(join(tmpdir(), "tabrank-cache-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function load(model: ModelEntry, embeddedBaseUrl = "file:///nowhere/"): Promise<Map<string, Buffer>> {
  const places = { threadUrl: fixture, scriptUrl: fixture, cacheFolder: join(folder, "hub") };
  const { fetch, openCache } = nodeEnvironment(places);
  const blobs = await fetchModelFiles(model, variant, {
    locations: { embeddedBaseUrl, hubHost },
    fetch,
    cache: new PatientCache(openCache, quickLimits),
    limits: quickLimits,
    signal: new AbortController().signal,
    onProgress: () => {},
  });
  const read = [...blobs].map(async ([path, blob]) => [path, Buffer.from(await blob.arrayBuffer())] as const);
  return new Map(await Promise.all(read));
}

const weights = readFileSync(new URL("onnx/model.onnx", fixture));
/** Matchers compare megabytes byte by byte in JavaScript. */
const isWeights = (bytes: Buffer | undefined): boolean => bytes?.equals(weights) === true;

test("a model is downloaded once, and read from the folder after that", async () => {
  expect(isWeights((await load(model)).get("onnx/model.onnx"))).toBe(true);
  expect(asked.length).toBe(3);
  expect(isWeights((await load(model)).get("onnx/model.onnx"))).toBe(true);
  expect(asked.length).toBe(3);
  expect(readdirSync(join(folder, "hub")).length).toBe(3);
});

test("an interrupted download leaves nothing behind and is repeated", async () => {
  cut = true;
  await expect(load(model)).rejects.toMatchObject({ code: "download_failed" });
  cut = false;
  expect(isWeights((await load(model)).get("onnx/model.onnx"))).toBe(true);
});

test("a cached file of the wrong size is downloaded again in the same run @fault", async () => {
  await load(model);
  const cached = readdirSync(join(folder, "hub")).find((name) => name.endsWith("model.onnx"));
  writeFileSync(join(folder, "hub", cached ?? ""), "short");
  expect(isWeights((await load(model)).get("onnx/model.onnx"))).toBe(true);
  expect(asked.length).toBe(4);
  expect(isWeights((await load(model)).get("onnx/model.onnx"))).toBe(true);
  expect(asked.length).toBe(4);
});

test("an embedded model is read from its folder, without the cache", async () => {
  const embedded: ModelEntry = { ...model, source: { kind: "embedded" } };
  expect(isWeights((await load(embedded, new URL("../../", fixture).href)).get("onnx/model.onnx"))).toBe(
    true,
  );
  expect(asked).toEqual([]);
  expect(readdirSync(folder)).toEqual([]);
});

test("the part that a killed process left is removed, and one that is being written is not @fault", async () => {
  const cache = new DiskCache(folder);
  const [old, young] = [join(folder, "old.part"), join(folder, "young.part")];
  writeFileSync(old, "half");
  writeFileSync(young, "half");
  const before = Date.now() / 1000 - 2 * 86_400;
  utimesSync(old, before, before);
  await cache.put("https://a.invalid/model.onnx", new Response("a"));
  expect(readdirSync(folder).filter((name) => name.endsWith(".part"))).toEqual(["young.part"]);
});

test("two that store the same file at once leave one whole file @fault", async () => {
  const url = "https://a.invalid/model.onnx";
  const body = "x".repeat(3_000_000);
  const caches = [new DiskCache(folder), new DiskCache(folder)];
  await Promise.all(caches.map((cache) => cache.put(url, new Response(body))));
  expect(readdirSync(folder).length).toBe(1);
  expect((await (await caches[0]?.match(url))?.text()) === body).toBe(true);
});

test("a body that breaks off while it is stored leaves nothing @fault", async () => {
  const cache = new DiskCache(folder);
  const body = new ReadableStream({
    pull(controller) {
      controller.enqueue(new Uint8Array(1000));
      controller.error(new Error("cut"));
    },
  });
  await expect(cache.put("https://a.invalid/x", new Response(body))).rejects.toThrow("cut");
  expect(readdirSync(folder)).toEqual([]);
});

test("URLs with the same ending are cached separately", async () => {
  const cache = new DiskCache(folder);
  await cache.put("https://a.invalid/x/model.onnx", new Response("a"));
  await cache.put("https://a.invalid/y/model.onnx", new Response("b"));
  expect(await (await cache.match("https://a.invalid/x/model.onnx"))?.text()).toBe("a");
  expect(await cache.delete("https://a.invalid/x/model.onnx")).toBe(true);
  expect(await cache.match("https://a.invalid/x/model.onnx")).toBeUndefined();
  expect(await (await cache.match("https://a.invalid/y/model.onnx"))?.text()).toBe("b");
});
