/** `npm run serve` as others see it: vendors' own clients, pages of another origin, a terminal. */
import { type ChildProcess, spawn } from "node:child_process";
import { createServer as createHttpServer } from "node:http";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { expect } from "@playwright/test";
import { Cohere, CohereClient, CohereClientV2, CohereError } from "cohere-ai";
import Together from "together-ai";
import type { RerankRequest, RerankResponse, RerankResult } from "../../src/contract/rerank.ts";
import { createRemoteReranker } from "../../src/engine/create-remote-reranker.ts";
import { type CaseReference, hubHost, readFixture, skincare, test } from "./engine-page.ts";
import { type Served, serve, serveKey } from "./served.ts";

let served: Served;
let url = "";
test.beforeAll(async () => {
  served = await serve();
  ({ url } = served);
});
test.afterAll(() => served.stop());

const model = "Xenova/all-MiniLM-L6-v2";
/** The opening example's best three. */
const bestThree = [0, 2, 4];

function post(body: RerankRequest | string, signal?: AbortSignal): Promise<Response> {
  return fetch(`${url}/v1/rerank`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${serveKey}` },
    body: typeof body === "string" ? body : JSON.stringify(body),
    ...(signal && { signal }),
  });
}

async function rank(request: RerankRequest): Promise<RerankResult[]> {
  const response = await post({ ...request, return_documents: false });
  expect(response.status).toBe(200);
  return ((await response.json()) as RerankResponse).results;
}

test.describe("scores", () => {
  const { cases } = readFixture<CaseReference>("all-MiniLM-L6-v2");

  test("of the opening example and 30 more documents are those of native fp32, within the tolerance of w8a8", async () => {
    expect(cases[0]).toMatchObject({ query: skincare.query, documents: skincare.documents });
    for (const { query, documents, scores } of cases) {
      const results = await rank({ query, documents });
      expect(results.length).toBe(documents.length);
      for (const { index, relevance_score } of results) {
        expect(Math.abs(relevance_score - (scores[index] ?? Number.NaN))).toBeLessThan(0.02);
      }
    }
  });

  // Native fp32 on the ids of Python's tokenizers. Other ids give other scores: neighbours of 𠀀 in one word, 0.07.
  for (const [query, document, score] of [
    ["beef bowl restaurant", "beef\u{20000}bowl\u{20000}restaurant", 0.8416],
    ["wisdom", "ΣΟΦΟΣ ΟΔΟΣ", 0.169],
    ["shopping cart", "shop\u0085ping cart", 1],
  ] as const)
    test(`of “${query}” and a text that is hard to tokenize are those of the original`, async () => {
      const [result] = await rank({ query, documents: [document] });
      expect(Math.abs((result?.relevance_score ?? Number.NaN) - score)).toBeLessThan(0.02);
    });

  test("of a query cut at its tokens are those of the query that ends there; a minimum score leaves out what is below", async () => {
    const { query, documents } = skincare;
    // The query has seven tokens ("skincare" is two), and each further word is one.
    const whole = await post({ query: `${query} bicycle repair`, documents, max_tokens_per_query: 7 });
    const { results, truncated_query: truncated } = (await whole.json()) as RerankResponse;
    expect(truncated).toEqual({ tokens: 9, used_tokens: 7 });
    expect(results.map(({ relevance_score }) => relevance_score)).toEqual(
      (await rank({ query, documents })).map(({ relevance_score }) => relevance_score),
    );
    const [best, second] = results;
    const limited = await post({
      query,
      documents,
      min_score: second?.relevance_score ?? 0,
      top_n: 5,
    });
    expect(await limited.json()).toMatchObject({
      results: [{ index: best?.index }, { index: second?.index }],
      below_min_score: documents.length - 2,
    });
  });

  test("of a long document in passages are those of its best passage alone; a remote reranker is told which", async () => {
    const { query, documents } = skincare;
    const [best = ""] = documents;
    const filler = Array.from({ length: 90 }, (_, at) => `Line ${at} is about copper.`).join(" ");
    const long = `${filler}\n${best}\n${filler}`;
    const reranker = createRemoteReranker({ baseUrl: url, apiKey: serveKey });
    const rankAt = async (passages: RerankRequest["passages"]) =>
      (await reranker.rerank({ query, documents: [long, ...documents], passages, top_n: 11 })).results;
    const inPassages = await rankAt({ size: 100, overlap: 8 });
    const found = inPassages.find(({ index }) => index === 0);
    const { start = 0, end = 0, read, unread } = found?.passage ?? {};
    expect(long.slice(start, end)).toContain(best.slice(0, 40));
    expect(unread).toBe(0);
    expect(read).toBeGreaterThan(8);
    const [alone] = await rank({ query, documents: [long.slice(start, end)] });
    expect(found?.relevance_score).toBe(alone?.relevance_score);
    // The others fit, so that nothing changes for them.
    const fitting = (results: RerankResult[]) =>
      results.filter(({ index }) => index > 0).map(({ index, relevance_score }) => [index, relevance_score]);
    expect(fitting(inPassages)).toEqual(fitting(await rankAt("none")));
    const tooMany = await post({ query, documents: [long], passages: { size: 64, overlap: 64 } });
    expect(tooMany.status).toBe(422);
    expect(await tooMany.text()).toContain("overlap less than size");
  });

  test("within a time limit are those of the first documents; a remote reranker is told which were not read", async () => {
    const { query } = skincare;
    const [best = ""] = skincare.documents;
    const documents = Array.from({ length: 80 }, (_, at) => `${best} Line ${at}.`);
    const reranker = createRemoteReranker({ baseUrl: url, apiKey: serveKey });
    const limited = await reranker.rerank({ query, documents, budget_ms: 1 });
    const unread = limited.unread_documents ?? [];
    expect(unread.length).toBeGreaterThan(0);
    expect(unread).toEqual(Array.from({ length: unread.length }, (_, at) => 80 - unread.length + at));
    const whole = await reranker.rerank({ query, documents });
    expect(whole.unread_documents).toBeUndefined();
    expect(limited.results).toEqual(whole.results.filter(({ index }) => !unread.includes(index)));
    const wrong = await post({ query, documents, budget_ms: 0 });
    expect(wrong.status).toBe(422);
    expect(await wrong.text()).toContain("budget_ms");
  });

  test("are those of the tab", async ({ engine }) => {
    const inTab = await engine.evaluate(async (cases) => {
      const reranker = await window.tabrank.createReranker({ device: "wasm", modelBaseUrl: "/models/" });
      const answers: RerankResult[][] = [];
      for (const { query, documents } of cases) {
        answers.push((await reranker.rerank({ query, documents, return_documents: false })).results);
      }
      return answers;
    }, cases);
    for (const [position, { query, documents }] of cases.entries()) {
      const tab = inTab[position] ?? [];
      const served = await rank({ query, documents });
      expect(served.map(({ index }) => index)).toEqual(tab.map(({ index }) => index));
      served.forEach(({ relevance_score }, place) => {
        expect(Math.abs(relevance_score - (tab[place]?.relevance_score ?? Number.NaN))).toBeLessThan(1e-6);
      });
    }
  });

  test("are the same for requests side by side, and for texts that are hard to read", async () => {
    const ugly = ["\u0000", "\ud800", "👩‍👩‍👧", "a".repeat(50_000), "   ", "ﷺ".repeat(300), "]]>&amp;\u202e"];
    const requests = [
      { query: skincare.query, documents: skincare.documents },
      { query: "pedal", documents: ugly },
      { query: "\udfff pedal", documents: [...skincare.documents, ...ugly] },
    ];
    const alone = [];
    for (const request of requests) alone.push(await rank(request));
    expect(await Promise.all(requests.map(rank))).toEqual(alone);
    expect(alone.map(({ length }) => length)).toEqual([10, 7, 17]);
  });
});

test("an image by its address is refused, and never fetched", async () => {
  const asked: (string | undefined)[] = [];
  const images = createHttpServer((request, response) => {
    asked.push(request.url);
    response.end();
  });
  await new Promise<void>((resolve) => images.listen(0, "127.0.0.1", resolve));
  const image = `http://127.0.0.1:${(images.address() as AddressInfo).port}/a.png`;
  for (const request of [
    { query: "mills", documents: [{ image }] },
    { query: { image }, documents: ["a mill"] },
    { query: "mills", documents: [{ text: image }, { text: "a mill", image }] },
  ]) {
    const response = await post(request);
    expect([response.status, await response.json()]).toMatchObject([422, { code: "UNSUPPORTED_INPUT" }]);
  }
  expect(asked).toEqual([]);
  images.close();
});

test("a client that leaves stops its run: the next request does not wait for it", async () => {
  const documents = Array.from({ length: 1000 }, (_, index) => `${index} ${"stones and sand ".repeat(60)}`);
  const abort = new AbortController();
  const left = post({ query: "mills", documents }, abort.signal).catch((error: unknown) => error);
  await new Promise((resolve) => setTimeout(resolve, 500));
  abort.abort();
  expect(await left).toMatchObject({ name: "AbortError" });
  const startedAt = performance.now();
  expect((await rank({ query: "mills", documents: ["a mill", "a pedal"] })).length).toBe(2);
  // The whole run takes about a minute.
  expect(performance.now() - startedAt).toBeLessThan(3000);
});

test.describe("Cohere's client", () => {
  const options = () => ({ environment: url, maxRetries: 0 });
  const request = { model, query: skincare.query, documents: skincare.documents, topN: 3 };

  test("v2 ranks", async () => {
    const client = new CohereClientV2({ ...options(), token: serveKey });
    const { results } = await client.rerank(request);
    expect(results.map(({ index }) => index)).toEqual(bestThree);
    expect(results[0]?.relevanceScore).toBeGreaterThan(0.5);
  });

  test("v1 ranks, with documents as objects", async () => {
    const client = new CohereClient({ ...options(), token: serveKey });
    const documents = skincare.documents.map((text) => ({ text }));
    const { results, id } = await client.rerank({ ...request, documents, returnDocuments: true });
    expect(results.map(({ index }) => index)).toEqual(bestThree);
    expect(results[1]?.document).toEqual({ text: skincare.documents[2] });
    expect(id).toMatch(/^rerank-/);
  });

  test("says what is wrong in its own words", async () => {
    const locked = new CohereClientV2({ ...options(), token: "a-wrong-key" });
    const refused = await locked.rerank(request).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Cohere.UnauthorizedError);
    expect(refused).toMatchObject({ statusCode: 401, body: { code: "AUTH_INVALID_API_KEY" } });
    const client = new CohereClientV2({ ...options(), token: serveKey });
    const invalid = await client.rerank({ ...request, topN: 0 }).catch((error: unknown) => error);
    expect(invalid).toBeInstanceOf(Cohere.UnprocessableEntityError);
    expect(invalid).toMatchObject({ statusCode: 422, body: { errors: [{ field: "top_n" }] } });
    const unknown = await client
      .rerank({ ...request, model: "rerank-v3.5" })
      .catch((error: unknown) => error);
    expect(unknown).toBeInstanceOf(CohereError);
    expect(unknown).toMatchObject({ statusCode: 404, body: { code: "MODEL_NOT_FOUND" } });
  });
});

test.describe("Together's client", () => {
  const options = () => ({ baseURL: `${url}/v1`, maxRetries: 0 });
  const request = { model, query: skincare.query, documents: skincare.documents, top_n: 3 };

  test("ranks", async () => {
    const client = new Together({ ...options(), apiKey: serveKey });
    const documents = skincare.documents.map((text, id) => ({ text, id }));
    const { results, usage } = await client.rerank.create({ ...request, documents, return_documents: true });
    expect(results.map(({ index }) => index)).toEqual(bestThree);
    expect(results[0]?.document).toEqual({ text: skincare.documents[0], id: 0 });
    expect(usage?.total_tokens).toBeGreaterThan(100);
  });

  test("lists the models", async () => {
    const client = new Together({ ...options(), apiKey: serveKey });
    expect(await client.models.list()).toMatchObject({ data: [{ id: model }] });
  });

  test("says what is wrong in its own words", async () => {
    const locked = new Together({ ...options(), apiKey: "a-wrong-key" });
    const refused = await locked.rerank.create(request).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Together.AuthenticationError);
    const client = new Together({ ...options(), apiKey: serveKey });
    const invalid = await client.rerank.create({ ...request, query: " " }).catch((error: unknown) => error);
    expect(invalid).toBeInstanceOf(Together.UnprocessableEntityError);
    const unknown = await client.rerank.create({ ...request, model: "x" }).catch((error: unknown) => error);
    expect(unknown).toBeInstanceOf(Together.NotFoundError);
  });
});

test("a page of another origin ranks, and reads why it may not", async ({ engine }) => {
  const outcome = await engine.evaluate(
    async ({ baseUrl, apiKey, skincare }) => {
      const { createRemoteReranker } = window.tabrank;
      const request = { query: skincare.query, documents: skincare.documents, top_n: 3 };
      const { results } = await createRemoteReranker({ baseUrl, apiKey }).rerank(request);
      const code = await createRemoteReranker({ baseUrl, apiKey: "a-wrong-key" })
        .rerank(request)
        .then(
          () => "ranked",
          (error: unknown) => (error as { code: string }).code,
        );
      return { order: results.map(({ index }) => index), code };
    },
    { baseUrl: url, apiKey: serveKey, skincare },
  );
  expect(outcome).toEqual({ order: bestThree, code: "unauthorized" });
});

test.describe("in a terminal", () => {
  const running: ChildProcess[] = [];
  test.afterEach(() => {
    for (const child of running.splice(0)) child.kill("SIGKILL");
  });

  function start(...parameters: string[]) {
    const child = spawn(process.execPath, ["scripts/serve.mjs", ...parameters], {
      cwd: fileURLToPath(new URL("../..", import.meta.url)),
      env: { ...process.env, TABRANK_API_KEY: "" },
    });
    running.push(child);
    const said = { out: "", error: "" };
    child.stdout.on("data", (data: Buffer) => (said.out += data.toString()));
    child.stderr.on("data", (data: Buffer) => (said.error += data.toString()));
    const code = new Promise<number | null>((resolve) => child.on("close", resolve));
    return { child, said, code };
  }

  test("a hub model is loaded beside the embedded one, answers by name, and Ctrl+C ends it", async () => {
    const bge = "Xenova/bge-small-en-v1.5";
    const { child, said, code } = start(
      "--port",
      "0",
      "--hub-host",
      hubHost,
      "--model",
      bge,
      "--model",
      model,
    );
    await expect.poll(() => said.out, { timeout: 60_000 }).toContain("Ctrl+C");
    const [address = ""] = /http:\/\/127\.0\.0\.1:\d+/.exec(said.out) ?? [];
    const ask = async (body: object) => {
      const headers = { "content-type": "application/json" };
      const init = { method: "POST", headers, body: JSON.stringify(body) };
      return (await (await fetch(`${address}/v1/rerank`, init)).json()) as RerankResponse;
    };
    const { cases } = readFixture<CaseReference>("bge-small-en-v1.5");
    for (const { query, documents, scores } of cases) {
      const answer = await ask({ query, documents });
      expect(answer.model).toBe(bge);
      for (const { index, relevance_score } of answer.results) {
        expect(Math.abs(relevance_score - (scores[index] ?? Number.NaN))).toBeLessThan(0.05);
      }
    }
    const { query, documents } = skincare;
    expect(await ask({ query, documents, model })).toMatchObject({ model, results: { length: 10 } });
    child.kill("SIGINT");
    expect(await code).toBe(0);
    expect(said.error).toBe("");
  });

  /** More work than a test waits for. */
  const long = {
    query: "mills",
    documents: Array.from({ length: 1000 }, (_, index) => `${index} ${"stones and sand ".repeat(60)}`),
  };
  const ask = (address: string, body: object) =>
    fetch(`${address}/v1/rerank`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });

  test("the signal to stop lets what runs end, a second one does not", async () => {
    const first = start("--port", "0");
    const second = start("--port", "0");
    const addresses: string[] = [];
    for (const { said } of [first, second]) {
      await expect.poll(() => said.out, { timeout: 60_000 }).toContain("Ctrl+C");
      addresses.push(/http:\/\/127\.0\.0\.1:\d+/.exec(said.out)?.[0] ?? "");
    }
    const [one = "", two = ""] = addresses;

    const answer = ask(one, { ...long, documents: long.documents.slice(0, 30) });
    await new Promise((resolve) => setTimeout(resolve, 300));
    first.child.kill("SIGTERM");
    await expect
      .poll(() =>
        fetch(`${one}/health`).then(
          () => "listens",
          () => "refuses",
        ),
      )
      .toBe("refuses");
    expect(((await (await answer).json()) as RerankResponse).results.length).toBe(30);
    expect(await first.code).toBe(0);
    expect(first.said.error).toBe("");

    const cut = ask(two, long).catch((error: unknown) => error);
    await new Promise((resolve) => setTimeout(resolve, 300));
    second.child.kill("SIGTERM");
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(second.child.exitCode).toBeNull();
    second.child.kill("SIGINT");
    expect(await second.code).toBeNull();
    expect(second.child.signalCode).toBe("SIGINT");
    expect(await cut).toBeInstanceOf(TypeError);
  });

  test("a signal while another model loads lets what runs end", async () => {
    // A hub that never answers, and a port that is free.
    const [hub, other] = [createServer(() => undefined), createServer()];
    const [hubPort, port] = await Promise.all(
      [hub, other].map(async (server) => {
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
        return (server.address() as AddressInfo).port;
      }),
    );
    other.close();
    const { child, said, code } = start(
      "--port",
      String(port),
      "--hub-host",
      `http://127.0.0.1:${hubPort}`,
      "--model",
      "Xenova/all-MiniLM-L6-v2",
      "--model",
      "Xenova/bge-small-en-v1.5",
    );
    await expect.poll(() => said.out, { timeout: 60_000 }).toContain("Loading Xenova/bge-small-en-v1.5");
    const answer = ask(`http://127.0.0.1:${port}`, { ...long, documents: long.documents.slice(0, 30) });
    await new Promise((resolve) => setTimeout(resolve, 300));
    child.kill("SIGTERM");
    expect(((await (await answer).json()) as RerankResponse).results.length).toBe(30);
    expect(await code).toBe(0);
    hub.close();
  });

  test("a port that is taken, and an unknown model, are each said in one line", async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
    const port = String((taken.address() as AddressInfo).port);
    const first = start("--port", port);
    expect(await first.code).toBe(1);
    expect(first.said.error).toBe(`Port ${port} on 127.0.0.1 is in use. Choose another one with --port.\n`);
    taken.close();
    const second = start("--port", "0", "--model", "no/such-model");
    expect(await second.code).toBe(1);
    expect(second.said.error).toMatch(/^--model: the catalogue has no model "no\/such-model".*\n$/);
  });

  test("a file with other bytes than the catalogue's ends it with one line", async () => {
    const swapped = `${hubHost}/swapped`;
    const { said, code } = start("--port", "0", "--hub-host", swapped, "--model", "Xenova/bge-small-en-v1.5");
    expect(await code).toBe(1);
    expect(said.error).toMatch(
      /^model_quantized\.onnx is not the expected file: its SHA-256 is [\da-f]{64}\.\n$/,
    );
  });

  test("a hub that cannot be reached ends it with one line", async () => {
    const hub = "http://127.0.0.1:9";
    const { said, code } = start(
      "--port",
      "0",
      "--hub-host",
      hub,
      "--model",
      "jinaai/jina-reranker-v1-tiny-en",
    );
    expect(await code).toBe(1);
    expect(said.error).toMatch(/^http:\/\/127\.0\.0\.1:9\/jinaai\/.* could not be reached.*\n$/);
  });

  test("--help says how, and what is loaded when", async () => {
    const { said, code } = start("--help");
    expect(await code).toBe(0);
    expect(said.out).toContain("Models are loaded at the start.");
  });
});
