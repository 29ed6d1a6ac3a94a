/** Models copied into a site: from the Hub, an address or a folder; whole, verified, and with a licence that was seen. */
import { createHash } from "node:crypto";
import { cp, mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { type IncomingMessage, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Manifest } from "../../../../src/models/manifest.ts";
import { type CarryOptions, carryModels } from "../../../../src/engine/node/carry-models.ts";
import { embeddedModel } from "../../../../src/models/embedded-model.ts";
import * as v from "valibot";
import { quickLimits } from "../local/load/quick-limits.ts";

const fixture = fileURLToPath(
  new URL("../../../fixtures/hub/tabrank/tiny-bert-cross-encoder/", import.meta.url),
);
const repository = "tabrank/tiny-bert-cross-encoder";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "tabrank-carry-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const sha256 = (data: Uint8Array): string => createHash("sha256").update(data).digest("hex");

interface Hub {
  host: string;
  /** Requests of files. */
  asked: string[];
  /** What the server sends instead of a file. */
  change: (data: Buffer) => Buffer;
  /** Whether the connection ends in the middle of an ONNX file that is asked for whole. */
  cuts: boolean;
}

/** The Hub's API and files, over the fixture. */
async function withHub<T>(work: (hub: Hub) => Promise<T>): Promise<T> {
  const hub: Hub = { host: "", asked: [], change: (data) => data, cuts: false };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname } = new URL(request.url ?? "/", "http://hub");
    if (pathname.startsWith("/api/models/")) {
      const paths = (await readdir(fixture, { recursive: true })).filter((path) => path.includes("."));
      const siblings = await Promise.all(
        paths.map(async (rfilename) => {
          const data = await readFile(join(fixture, rfilename));
          return {
            rfilename,
            size: data.length,
            ...(rfilename.endsWith(".onnx") && { lfs: { sha256: sha256(data) } }),
          };
        }),
      );
      return void response.end(JSON.stringify({ sha: "0123", cardData: { license: "mit" }, siblings }));
    }
    const [, path = ""] = /\/resolve\/[^/]+\/(.*)$/.exec(pathname) ?? [];
    hub.asked.push(path);
    const data = await readFile(join(fixture, path)).catch(() => undefined);
    if (!data) return void response.writeHead(404).end();
    const sent = path.endsWith(".onnx") ? hub.change(data) : data;
    const [, from] = /^bytes=(\d+)-/.exec(request.headers.range ?? "") ?? [];
    const headers = { etag: '"1"', "accept-ranges": "bytes" };
    if (from !== undefined) {
      const range = `bytes ${from}-${sent.length - 1}/${sent.length}`;
      response.writeHead(206, { ...headers, "content-range": range });
      return void response.end(sent.subarray(Number(from)));
    }
    response.writeHead(200, { ...headers, "content-length": sent.length });
    if (!hub.cuts || !path.endsWith(".onnx")) return void response.end(sent);
    response.write(sent.subarray(0, sent.length / 2), () => setTimeout(() => response.destroy(), 50));
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, resolve));
  hub.host = `http://localhost:${(server.address() as AddressInfo).port}`;
  try {
    return await work(hub);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

async function carry(changes: Partial<CarryOptions>) {
  const { models } = await carryModels({ ...usual(), ...changes });
  return models;
}

function usual(): CarryOptions {
  return {
    models: [repository],
    dtypes: [],
    acceptLicence: false,
    withoutDefault: false,
    hubHost: "http://localhost:1",
    cacheFolder: join(folder, "cache"),
    folder: join(folder, "models"),
    onModel: () => {},
    onProgress: () => {},
    signal: new AbortController().signal,
    limits: quickLimits,
  };
}

const carriedFile = (path: string) => readFile(join(folder, "models", repository, path));

test("a repository is carried with the weights that WASM prefers, and a tabrank.json that is read back", async () => {
  await withHub(async ({ host }) => {
    const said: [string, number][] = [];
    const [model] = await carry({ hubHost: host, onModel: ({ title }, bytes) => said.push([title, bytes]) });
    expect(model).toMatchObject({
      id: repository,
      source: { kind: "embedded" },
      variants: [{ dtype: "q8" }],
    });
    expect(await carriedFile("onnx/model_quantized.onnx")).toEqual(
      await readFile(join(fixture, "onnx/model_quantized.onnx")),
    );
    const manifest = v.parse(Manifest, JSON.parse((await carriedFile("tabrank.json")).toString()));
    expect(manifest).toMatchObject({ id: repository, variants: model?.variants, recipe: model?.recipe });
    const files = ["onnx/model_quantized.onnx", "tokenizer.json", "tokenizer_config.json"];
    const sizes = await Promise.all(files.map(async (path) => (await carriedFile(path)).length));
    expect(said).toEqual([[model?.title, sizes.reduce((sum, size) => sum + size, 0)]]);
  });
});

test("a download that is cut is taken up again, and what is here is not asked for again", async () => {
  await withHub(async (hub) => {
    hub.cuts = true;
    const phases = new Set<string>();
    await carry({ hubHost: hub.host, onProgress: ({ phase }) => phases.add(phase) });
    expect(phases).toContain("retry");
    expect(await carriedFile("onnx/model_quantized.onnx")).toEqual(
      await readFile(join(fixture, "onnx/model_quantized.onnx")),
    );
    hub.asked.length = 0;
    await carry({ hubHost: hub.host });
    expect(hub.asked.filter((path) => path.endsWith(".onnx"))).toEqual([]);
  });
});

test("another file than the one that was announced is refused; a cached one that was altered is fetched again", async () => {
  await withHub(async (hub) => {
    const flipped = (data: Buffer): Buffer =>
      Buffer.from(data.map((byte, at) => (at === 9 ? byte ^ 255 : byte)));
    hub.change = flipped;
    await expect(carry({ hubHost: hub.host })).rejects.toMatchObject({ code: "integrity_failed" });
    await expect(carriedFile("onnx/model_quantized.onnx")).rejects.toThrow("ENOENT");
    hub.change = (data) => data;
    await carry({ hubHost: hub.host });
    const cached = (await readdir(join(folder, "cache"))).find((name) => name.endsWith(".onnx")) ?? "";
    const path = join(folder, "cache", cached);
    await writeFile(path, flipped(await readFile(path)));
    await carry({ hubHost: hub.host });
    expect(await carriedFile("onnx/model_quantized.onnx")).toEqual(
      await readFile(join(fixture, "onnx/model_quantized.onnx")),
    );
  });
});

test("weights can be named; those that a model does not have are refused by name", async () => {
  await withHub(async ({ host }) => {
    const [model] = await carry({ hubHost: host, dtypes: ["fp32"] });
    expect(model?.variants.map(({ dtype }) => dtype)).toEqual(["fp32"]);
    await expect(carry({ hubHost: host, dtypes: ["q8", "w8a8"] })).rejects.toMatchObject({
      code: "invalid_request",
      message: expect.stringMatching(
        /^tiny-bert-cross-encoder has no weights "w8a8"\. There are: .*fp32/,
      ) as string,
    });
  });
});

test("a licence against commercial use must be accepted before anything is fetched", async () => {
  const models = ["jinaai/jina-reranker-v2-base-multilingual"];
  await expect(carry({ models })).rejects.toMatchObject({
    code: "invalid_request",
    message: expect.stringContaining("CC-BY-NC-4.0") as string,
  });
  // Nobody listens there: it has tried.
  await expect(carry({ models, acceptLicence: true })).rejects.toMatchObject({ code: "download_failed" });
});

test("a folder of this machine is carried under a name of its own", async () => {
  const mine = join(folder, "my model");
  await cp(fixture, mine, { recursive: true });
  const [model] = await carry({ models: [mine] });
  expect(model?.id).toBe("local/my-model");
  expect(await readdir(join(folder, "models/local/my-model"))).toContain("tabrank.json");
});

test("a folder of links is carried as one of files: so the Hub's own cache keeps a model", async () => {
  const snapshot = join(folder, "snapshot");
  for (const name of await readdir(fixture, { recursive: true })) {
    const path = join(snapshot, name);
    await mkdir(dirname(path), { recursive: true });
    if (name.includes(".")) await symlink(join(fixture, name), path);
  }
  await symlink(join(folder, "nowhere"), join(snapshot, "dangling.json"));
  const [model] = await carry({ models: [snapshot] });
  expect(model?.id).toBe("local/snapshot");
  expect(await readdir(join(folder, "models/local/snapshot/onnx"))).toEqual(["model_quantized.onnx"]);
});

test("of several models, one that is refused is refused before anything is fetched", async () => {
  await withHub(async (hub) => {
    const forbidden = "jinaai/jina-reranker-v2-base-multilingual";
    await expect(carry({ hubHost: hub.host, models: [repository, forbidden] })).rejects.toThrow(
      "--accept-licence",
    );
    expect(hub.asked.filter((path) => path.endsWith(".onnx"))).toEqual([]);
  });
});

test("two folders of one name are refused: the second would replace the first", async () => {
  const [a, b] = [join(folder, "a/mine"), join(folder, "b/mine")];
  await cp(fixture, a, { recursive: true });
  await cp(fixture, b, { recursive: true });
  await expect(carry({ models: [a, b] })).rejects.toMatchObject({ code: "invalid_request" });
});

test("reference scores go with the model, so that its self-test is made", async () => {
  const colbert = fileURLToPath(
    new URL("../../../fixtures/hub/tabrank/tiny-answerai-colbert", import.meta.url),
  );
  const { golden } = v.parse(Manifest, JSON.parse(await readFile(join(colbert, "tabrank.json"), "utf8")));
  const [model] = await carry({ models: [colbert] });
  expect(golden?.pairs.length).toBeGreaterThan(0);
  expect(model?.golden).toEqual(golden);
});

test("the embedded model is only named: it comes with every site, unless it is left out", async () => {
  const options = { ...usual(), models: [embeddedModel.id] };
  expect(await carryModels(options)).toEqual({ models: [embeddedModel], replaced: [] });
  await expect(carryModels({ ...options, withoutDefault: true })).rejects.toMatchObject({
    code: "invalid_request",
  });
  const { replaced } = await carryModels({ ...options, models: [], withoutDefault: true });
  expect(replaced).toMatchObject([{ id: embeddedModel.id, source: { kind: "hub" } }]);
});
