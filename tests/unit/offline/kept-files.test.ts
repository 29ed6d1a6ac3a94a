import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { type KeptCache, KeptFiles } from "../../../src/offline/kept-files.ts";
import type { OfflineFile, Part } from "../../../src/offline/parts.ts";

const scope = "https://host.example/some/where/";

function fileOf(path: string, text: string, part: Part = "code"): OfflineFile {
  return { path, part, bytes: text.length, sha256: createHash("sha256").update(text).digest("hex") };
}

/** As much of a browser's cache as is asked of it. */
function fakeCache(): KeptCache & { urls: () => string[] } {
  const entries = new Map<string, { body: ArrayBuffer; headers: Headers }>();
  const urlOf = (request: RequestInfo | URL) => (request instanceof Request ? request.url : String(request));
  return {
    urls: () => [...entries.keys()],
    match: async (request, options) => {
      const bare = (url: string) => (options?.ignoreSearch === true ? url.replace(/\?.*$/, "") : url);
      const found = [...entries].find(([url]) => bare(url) === bare(urlOf(request)));
      return found && new Response(found[1].body, { headers: found[1].headers });
    },
    put: async (request, response) => {
      entries.set(urlOf(request), { body: await response.arrayBuffer(), headers: response.headers });
    },
    delete: async (request) => entries.delete(urlOf(request)),
    keys: async () => [...entries.keys()].map((url) => new Request(url)),
  };
}

function setup(files: OfflineFile[], served: Record<string, string>, cache = fakeCache()) {
  const asked: string[] = [];
  const kept = new KeptFiles({
    files,
    scope,
    openCache: async () => cache,
    fetch: async (url) => {
      const { url: address } = new Request(url);
      const path = address.slice(scope.length);
      asked.push(path);
      const text = served[path];
      if (text === undefined) return new Response("Not found", { status: 404 });
      const headers = {
        "content-security-policy": "default-src 'none'",
        "content-encoding": "gzip",
        vary: "*",
      };
      return new Response(text, { headers });
    },
  });
  return { kept, cache, asked };
}

const page = fileOf("", "<html>", "shell");
const script = fileOf("assets/index-1.js", "script", "shell");

describe("addresses", () => {
  const { kept } = setup([page, script], {});
  test.each([
    [scope, page],
    [`${scope}index.html`, page],
    [`${scope}?from=somewhere#v1`, page],
    [`${scope}assets/index-1.js`, script],
    [`${scope}assets/index-2.js`, undefined],
    ["https://host.example/some/", undefined],
    ["https://other.example/some/where/", undefined],
  ])("%s", (url, file) => {
    expect(kept.fileAt(url)).toBe(file);
  });
});

test("a file is fetched once, and keeps the host's headers but not those of the transfer", async () => {
  const { kept, asked } = setup([page], { "": "<html>" });
  await kept.keep(page);
  await kept.keep(page);
  expect(asked).toEqual([""]);
  const found = await kept.match(page);
  expect(await found?.text()).toBe("<html>");
  expect(Object.fromEntries(found?.headers ?? [])).toMatchObject({
    "content-security-policy": "default-src 'none'",
    "content-length": "6",
  });
  expect(found?.headers.has("content-encoding")).toBe(false);
  expect(found?.headers.has("vary")).toBe(false);
});

test("what is not the file of this build is not kept", async () => {
  const { kept, cache } = setup([page, script], { "": "<html> of another build" });
  await expect(kept.keep(page)).rejects.toThrow("not the file of this build");
  await expect(kept.keep(script)).rejects.toThrow("answered 404");
  expect(cache.urls()).toEqual([]);
});

test("a newer build fetches what has changed; of the one before the code stays, of those before it nothing", async () => {
  const model = fileOf("models/a/b/onnx/model_w8a8.onnx", "weights", "model-w8a8");
  const served = { "": "<html>", "assets/index-1.js": "script", [model.path]: "weights" };
  const first = setup([page, script, model], served);
  for (const file of [page, script, model]) await first.kept.keep(file);
  await first.kept.clean();

  const builds = [2, 3].map((number) => ({
    page: fileOf("", `<html ${number}>`, "shell"),
    script: fileOf(`assets/index-${number}.js`, `script ${number}`, "shell"),
    number,
  }));
  const after: string[][] = [];
  for (const { page, script, number } of builds) {
    const now = { "": `<html ${number}>`, [script.path]: `script ${number}`, [model.path]: "weights" };
    const { kept, asked, cache } = setup([page, script, model], now, first.cache);
    for (const file of [page, script, model]) await kept.keep(file);
    await kept.clean();
    expect(asked).toEqual(["", script.path]);
    after.push(cache.urls().filter((url) => url.includes("assets/")));
    expect(await (await kept.matchOlder(`${scope}assets/index-${number - 1}.js`))?.text()).toMatch(/^script/);
  }
  expect(after.map((urls) => urls.map((url) => url.replace(/.*(index-\d).*/, "$1")))).toEqual([
    ["index-1", "index-2"],
    ["index-2", "index-3"],
  ]);
});

test("the report says how much of each part is kept", async () => {
  const { kept } = setup([page, script, fileOf("assets/a.js", "abc")], {
    "": "<html>",
    "assets/a.js": "abc",
  });
  await kept.keep(page);
  expect(await kept.report()).toEqual({
    scriptUrls: [`${scope}assets/index-1.js`],
    parts: [
      { part: "shell", keptBytes: 6, totalBytes: 12 },
      { part: "code", keptBytes: 0, totalBytes: 3 },
    ],
  });
});
