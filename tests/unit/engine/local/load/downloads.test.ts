/** Faults of the network, each played by a real server. */
import { expect, onTestFinished, test, vi } from "vitest";
import type { RerankProgress } from "../../../../../src/contract/reranker.ts";
import { type ModelFilesOptions, fetchModelFiles } from "../../../../../src/engine/local/load/model-files.ts";
import type { ModelVariant } from "../../../../../src/models/model.ts";
import {
  type Play,
  gzipped,
  modelAt,
  noise,
  ranged,
  silent,
  unverified,
  useFaultyServer,
  variant,
  weights,
  whole,
} from "./faulty-server.ts";
import { quickLimits } from "./quick-limits.ts";

const server = useFaultyServer();

interface Loaded {
  right: boolean;
  progress: RerankProgress[];
}

async function load(
  plays: Play[],
  { files, ...change }: Partial<ModelFilesOptions> & { files?: ModelVariant } = {},
): Promise<Loaded> {
  server.plays = plays;
  const progress: RerankProgress[] = [];
  const loaded = await fetchModelFiles(modelAt(server.baseUrl), files ?? variant, {
    locations: { embeddedBaseUrl: "", hubHost: "" },
    fetch: (...parameters) => fetch(...parameters),
    cache: undefined,
    limits: quickLimits,
    signal: new AbortController().signal,
    onProgress: (report) => progress.push(report),
    ...change,
  });
  const body = await loaded.get("onnx/model.onnx")?.arrayBuffer();
  return { right: weights.equals(Buffer.from(body ?? new ArrayBuffer(0))), progress };
}

const retries = ({ progress }: Loaded) => progress.filter(({ phase }) => phase === "retry");

function expectHonestProgress({ progress }: Loaded): void {
  const loaded = progress.flatMap((report) => (report.phase === "download" ? [report.loadedBytes] : []));
  expect(loaded).toEqual(loaded.toSorted((a, b) => a - b));
  expect(loaded.at(-1)).toBe(weights.length + 9);
}

for (const percent of [10, 50, 99]) {
  test(`a download cut at ${percent} % goes on where it ended @fault`, async () => {
    const cutAfter = (weights.length * percent) / 100;
    const loaded = await load([ranged({ cutAfter }), ranged()]);
    expect(loaded.right).toBe(true);
    expect(server.asked).toEqual([
      { range: undefined, ifRange: undefined },
      { range: `bytes=${cutAfter}-`, ifRange: '"v1"' },
    ]);
    expect(retries(loaded)).toMatchObject([
      { phase: "retry", attempt: 2, reason: expect.stringContaining(`interrupted after ${cutAfter} bytes`) },
    ]);
    expectHonestProgress(loaded);
  });
}

test("a download that stands still after its headers is taken up again @fault", async () => {
  const loaded = await load([ranged({ stallAfter: 300_000 }), ranged()]);
  expect(loaded.right).toBe(true);
  expect(server.asked[1]?.range).toBe("bytes=300000-");
  expect(retries(loaded)).toMatchObject([{ reason: expect.stringContaining("stood still after 300000") }]);
});

test("a server that does not answer is asked again @fault", async () => {
  expect((await load([silent, ranged()])).right).toBe(true);
});

test("a server that never answers, or always stands still, is given up in words @fault", async () => {
  const limits = { ...quickLimits, silenceMs: 300 };
  await expect(load([silent], { limits })).rejects.toMatchObject({
    code: "download_failed",
    message: expect.stringContaining("did not answer within 0.3 seconds"),
  });
  expect(server.asked.length).toBe(4);
  await expect(load([whole({ stallAfter: 1000 })], { limits })).rejects.toMatchObject({
    code: "download_failed",
    message: expect.stringContaining("stood still after 1000 bytes"),
  });
});

test("a download that breaks off again and again ends after four tries without use @fault", async () => {
  await expect(load([whole({ cutAfter: 500_000 })])).rejects.toMatchObject({
    code: "download_failed",
    message: expect.stringContaining("interrupted after 500000 bytes"),
  });
  // The first try brought something.
  expect(server.asked.length).toBe(4);
});

test("as long as each try brings enough, a download on a bad line comes to its end", async () => {
  const limits = { ...quickLimits, fruitfulBytes: 100_000 };
  expect((await load([ranged({ cutAfter: 120_000 })], { limits })).right).toBe(true);
  expect(server.asked.length).toBe(9);
});

test("a server that sends the whole file again is listened to from the start @fault", async () => {
  const loaded = await load([whole({ cutAfter: 500_000 }), whole()]);
  expect(loaded.right).toBe(true);
  expectHonestProgress(loaded);
});

test("a file that changed meanwhile is fetched anew: the server heeds If-Range @fault", async () => {
  const other = noise(weights.length, 2);
  const loaded = await load([
    ranged({ body: other, headers: { etag: '"old"' }, cutAfter: 500_000 }),
    ranged({ headers: { etag: '"new"' } }),
  ]);
  expect(loaded.right).toBe(true);
  expect(server.asked[1]).toEqual({ range: "bytes=500000-", ifRange: '"old"' });
});

test("a file that changed meanwhile is fetched anew: the server ignores If-Range @fault", async () => {
  const other = noise(weights.length, 2);
  const careless: Play = (request, response) => {
    delete request.headers["if-range"];
    ranged({ headers: { etag: '"new"' } })(request, response);
  };
  const loaded = await load([
    ranged({ body: other, headers: { etag: '"old"' }, cutAfter: 500_000 }),
    careless,
  ]);
  expect(loaded.right).toBe(true);
  expect(server.asked.map(({ range }) => range)).toEqual([undefined, "bytes=500000-", undefined]);
});

test("without an ETag the date of the last change names the version", async () => {
  const headers = { "last-modified": "Tue, 01 Sep 2026 10:00:00 GMT" };
  expect((await load([ranged({ headers, cutAfter: 500_000 }), ranged({ headers })])).right).toBe(true);
  expect(server.asked[1]).toEqual({ range: "bytes=500000-", ifRange: headers["last-modified"] });
});

test("a weak ETag is no promise of equal bytes: only a file with a hash is continued", async () => {
  const headers = { etag: 'W/"v1"' };
  const plays = [ranged({ headers, cutAfter: 500_000 }), ranged({ headers })];
  expect((await load([...plays])).right).toBe(true);
  expect(server.asked).toMatchObject([{}, { range: "bytes=500000-", ifRange: undefined }]);
  server.asked = [];
  expect((await load([...plays], { files: unverified })).right).toBe(true);
  expect(server.asked.map(({ range }) => range)).toEqual([undefined, "bytes=500000-", undefined]);
});

test("an insecure page checks no hash: there, a version that is not known is not continued", async () => {
  vi.stubGlobal("isSecureContext", false);
  onTestFinished(() => void vi.unstubAllGlobals());
  const headers = {};
  expect(
    (await load([ranged({ headers, cutAfter: 500_000, body: noise(1_000_000, 2) }), ranged({ headers })]))
      .right,
  ).toBe(true);
  expect(server.asked.at(-1)?.range).toBe(undefined);
});

test("where no part of a file can be asked for, the last try asks for all of it @fault", async () => {
  const noParts: Play = (request, response) =>
    request.headers.range === undefined ? whole()(request, response) : void response.destroy();
  expect((await load([ranged({ cutAfter: 500_000 }), noParts])).right).toBe(true);
  expect(server.asked.map(({ range }) => range)).toEqual([
    undefined,
    "bytes=500000-",
    "bytes=500000-",
    undefined,
  ]);
});

test("a refused range (416) starts the file anew @fault", async () => {
  const refuse: Play = (_, response) => void response.writeHead(416).end();
  expect((await load([ranged({ cutAfter: 500_000 }), refuse, ranged()])).right).toBe(true);
});

test("an answer that begins elsewhere is not used @fault", async () => {
  const shifted: Play = (request, response) => {
    request.headers.range = "bytes=400000-";
    ranged()(request, response);
  };
  expect((await load([ranged({ cutAfter: 500_000 }), shifted, ranged()])).right).toBe(true);
});

test("a file without an announced length that ends early is taken up again @fault", async () => {
  const closing: Play = (_, response) => {
    response.writeHead(200, { connection: "close", etag: '"v1"' });
    response.end(weights.subarray(0, 400_000));
  };
  expect((await load([closing, ranged()])).right).toBe(true);
  expect(server.asked[1]?.range).toBe("bytes=400000-");
});

test("a compressed file is read, and begun again when it breaks off @fault", async () => {
  expect((await load([gzipped()])).right).toBe(true);
  const loaded = await load([gzipped(500_000), ranged()]);
  expect(loaded.right).toBe(true);
  expectHonestProgress(loaded);
});

test("a redirect is followed for the rest, too @fault", async () => {
  const elsewhere: Play = (request, response) => {
    if (request.url?.includes("/moved/") === true) {
      server.plays = [ranged()];
      return ranged({ cutAfter: 500_000 })(request, response);
    }
    const location = `${server.baseUrl.replace("127.0.0.1", "localhost")}/moved${request.url}`;
    response.writeHead(302, { location }).end();
  };
  expect((await load([elsewhere])).right).toBe(true);
});

for (const status of [429, 500, 503]) {
  test(`a server that answers ${status} for a moment is asked again @fault`, async () => {
    const refuse: Play = (_, response) => void response.writeHead(status).end();
    expect((await load([refuse, ranged({ cutAfter: 500_000 }), refuse, ranged()])).right).toBe(true);
    expect(server.asked.map(({ range }) => range)).toEqual([
      undefined,
      undefined,
      "bytes=500000-",
      "bytes=500000-",
    ]);
  });
}

for (const status of [401, 403, 404]) {
  test(`status ${status} will not pass: it is told at once @fault`, async () => {
    const refuse: Play = (_, response) => void response.writeHead(status).end();
    await expect(load([refuse])).rejects.toMatchObject({
      code: status === 404 ? "model_not_found" : "download_failed",
    });
    expect(server.asked.length).toBe(1);
  });
}

test("a pause that the server asks for is kept, and one that is too long ends the download", async () => {
  const busy =
    (seconds: string): Play =>
    (_, response) =>
      void response.writeHead(429, { "retry-after": seconds }).end();
  expect(retries(await load([busy("0.05"), ranged()]))).toMatchObject([{ waitMs: 50 }]);
  await expect(load([busy("3600"), ranged()])).rejects.toMatchObject({ retryAfterMs: 3_600_000 });
});

test("a sign-in page that stands in for the rest is named @fault", async () => {
  const page = whole({ body: Buffer.from("<html>"), headers: { "content-type": "text/html" } });
  await expect(load([ranged({ cutAfter: 500_000 }), page])).rejects.toMatchObject({
    code: "download_failed",
    message: expect.stringContaining("web page"),
  });
});

test("a body without an end is not read beyond the file's size @fault", async () => {
  const endless: Play = (_, response) => {
    const more = (): void => {
      if (!response.destroyed) response.write(weights, () => setTimeout(more, 1));
    };
    more();
  };
  await expect(load([endless])).rejects.toMatchObject({ code: "integrity_failed" });
});

test("a cancel ends a download that stands still, and one that pauses", async () => {
  for (const play of [silent, ranged({ stallAfter: 1000 }), whole({ cutAfter: 1000 })]) {
    const abort = new AbortController();
    const limits = { ...quickLimits, silenceMs: 60_000, pauseMs: 20_000 };
    const loading = load([play], { signal: abort.signal, limits });
    setTimeout(() => abort.abort(), 100);
    await expect(loading).rejects.toMatchObject({ name: "AbortError" });
  }
});

/** Node's `navigator`, if it has one, does not say. */
function setOnline(onLine: boolean): void {
  vi.stubGlobal("navigator", { onLine });
}

test("without any network nothing is tried again", async () => {
  setOnline(false);
  let asked = 0;
  const fetch = async (): Promise<Response> => {
    asked += 1;
    throw new TypeError("Failed to fetch");
  };
  await expect(load([], { fetch })).rejects.toMatchObject({ code: "download_failed" });
  expect(asked).toBe(3);
});

test("a download that loses the network waits until it is back @fault", async () => {
  const unplugged: Play = (request, response) => {
    ranged({ cutAfter: 500_000 })(request, response);
    setOnline(false);
    setTimeout(() => setOnline(true), 400);
  };
  const startedAt = performance.now();
  expect((await load([unplugged, ranged()])).right).toBe(true);
  expect(performance.now() - startedAt).toBeGreaterThan(390);
  expect(server.asked.length).toBe(2);
});
