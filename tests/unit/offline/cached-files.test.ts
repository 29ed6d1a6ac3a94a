import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { CachedFiles, type FileCache } from "../../../src/offline/cached-files.ts";
import type { OfflineFile, Part } from "../../../src/offline/parts.ts";

const scope = "https://host.example/some/where/";

function offlineFile(path: string, text: string, part: Part = "code"): OfflineFile {
  return { path, part, bytes: text.length, sha256: createHash("sha256").update(text).digest("hex") };
}

/** An in-memory stand-in for the browser's `Cache`. */
function fakeCache(): FileCache & { urls: () => string[] } {
  const entries = new Map<string, { body: ArrayBuffer; headers: Headers }>();
  const requestedUrl = (request: RequestInfo | URL) =>
    request instanceof Request ? request.url : String(request);
  return {
    urls: () => [...entries.keys()],
    match: async (request, options) => {
      const bare = (url: string) => (options?.ignoreSearch === true ? url.replace(/\?.*$/, "") : url);
      const found = [...entries].find(([url]) => bare(url) === bare(requestedUrl(request)));
      return found && new Response(found[1].body, { headers: found[1].headers });
    },
    put: async (request, response) => {
      entries.set(requestedUrl(request), { body: await response.arrayBuffer(), headers: response.headers });
    },
    delete: async (request) => entries.delete(requestedUrl(request)),
    keys: async () => [...entries.keys()].map((url) => new Request(url)),
  };
}

function setup(files: OfflineFile[], served: Record<string, string>, cache = fakeCache()) {
  const asked: string[] = [];
  const cached = new CachedFiles({
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
  return { cached, cache, asked };
}

const page = offlineFile("", "<html>", "shell");
const script = offlineFile("assets/index-1.js", "script", "shell");

describe("the file at a URL", () => {
  const { cached } = setup([page, script], {});
  test.each([
    [scope, page],
    [`${scope}index.html`, page],
    [`${scope}?from=somewhere#v1`, page],
    [`${scope}assets/index-1.js`, script],
    [`${scope}assets/index-2.js`, undefined],
    ["https://host.example/some/", undefined],
    ["https://other.example/some/where/", undefined],
  ])("%s", (url, file) => {
    expect(cached.fileAt(url)).toBe(file);
  });
});

test("a file is fetched once, and its cached response keeps the host's headers without the transfer headers", async () => {
  const { cached, asked } = setup([page], { "": "<html>" });
  await cached.add(page);
  await cached.add(page);
  expect(asked).toEqual([""]);
  const found = await cached.match(page);
  expect(await found?.text()).toBe("<html>");
  expect(Object.fromEntries(found?.headers ?? [])).toMatchObject({
    "content-security-policy": "default-src 'none'",
    "content-length": "6",
  });
  expect(found?.headers.has("content-encoding")).toBe(false);
  expect(found?.headers.has("vary")).toBe(false);
});

test("a file that does not belong to this build is not cached", async () => {
  const { cached, cache } = setup([page, script], { "": "<html> of another build" });
  await expect(cached.add(page)).rejects.toThrow("does not belong to this build");
  await expect(cached.add(script)).rejects.toThrow("answered 404");
  expect(cache.urls()).toEqual([]);
});

test("a newer build fetches only changed files; the previous build's code stays cached, older builds are deleted", async () => {
  const model = offlineFile("models/a/b/onnx/model_w8a8.onnx", "weights", "model-w8a8");
  const served = { "": "<html>", "assets/index-1.js": "script", [model.path]: "weights" };
  const first = setup([page, script, model], served);
  for (const file of [page, script, model]) await first.cached.add(file);
  await first.cached.clean();

  const builds = [2, 3].map((number) => ({
    page: offlineFile("", `<html ${number}>`, "shell"),
    script: offlineFile(`assets/index-${number}.js`, `script ${number}`, "shell"),
    number,
  }));
  const after: string[][] = [];
  for (const { page, script, number } of builds) {
    const now = { "": `<html ${number}>`, [script.path]: `script ${number}`, [model.path]: "weights" };
    const { cached, asked, cache } = setup([page, script, model], now, first.cache);
    for (const file of [page, script, model]) await cached.add(file);
    await cached.clean();
    expect(asked).toEqual(["", script.path]);
    after.push(cache.urls().filter((url) => url.includes("assets/")));
    expect(await (await cached.matchOlder(`${scope}assets/index-${number - 1}.js`))?.text()).toMatch(
      /^script/,
    );
  }
  expect(after.map((urls) => urls.map((url) => url.replace(/.*(index-\d).*/, "$1")))).toEqual([
    ["index-1", "index-2"],
    ["index-2", "index-3"],
  ]);
});

test("the report gives the cached and total bytes of each part", async () => {
  const { cached } = setup([page, script, offlineFile("assets/a.js", "abc")], {
    "": "<html>",
    "assets/a.js": "abc",
  });
  await cached.add(page);
  expect(await cached.report()).toEqual({
    scriptUrls: [`${scope}assets/index-1.js`],
    parts: [
      { part: "shell", keptBytes: 6, totalBytes: 12 },
      { part: "code", keptBytes: 0, totalBytes: 3 },
    ],
  });
});
