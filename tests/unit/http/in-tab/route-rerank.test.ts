/** A service worker and tabs, connected by real message channels. */
import { afterEach, expect, test } from "vitest";
import { serveFromTab } from "../../../../src/http/in-tab/serve-from-tab.ts";
import { type ServiceWorkerScope, routeRerank } from "../../../../src/http/in-tab/route-rerank.ts";
import { WordReranker } from "../word-reranker.ts";

const origin = "https://app.example";
const body = { query: "oven bread", documents: ["a river", "an oven bakes bread"] };
const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

/** The tabs are event targets; a tab without a reranker never replies. */
function createServiceWorker(tabs: EventTarget[]) {
  let listener: Parameters<ServiceWorkerScope["addEventListener"]>[1] = () => {};
  const clients = tabs.map((tab) => ({
    postMessage: (data: unknown, transfer: Transferable[]) =>
      void tab.dispatchEvent(new MessageEvent("message", { data, ports: transfer as MessagePort[] })),
  }));
  const scope: ServiceWorkerScope = {
    location: { origin },
    clients: { matchAll: async () => clients },
    addEventListener: (_, added) => (listener = added),
  };
  routeRerank(scope, { answerWithinMs: 100 });
  /** @returns undefined if the request is left to the network */
  return (path: string, init: RequestInit = {}): Promise<Response> | undefined => {
    let answer: Promise<Response> | undefined;
    const request = new Request(new URL(path, origin), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
      ...init,
    });
    const respondWith = (response: Promise<Response>) => (answer = response);
    listener(Object.assign(new Event("fetch"), { request, respondWith }));
    return answer;
  };
}

function createTab(reranker?: WordReranker): EventTarget {
  const tab = Object.assign(new EventTarget(), { startMessages: () => {} });
  if (reranker)
    stops.push(
      serveFromTab(reranker, {
        serviceWorker: tab as unknown as Pick<
          ServiceWorkerContainer,
          "addEventListener" | "removeEventListener" | "startMessages"
        >,
      }),
    );
  return tab;
}

test("a tab with a reranker answers as a server does", async () => {
  const send = createServiceWorker([createTab(), createTab(new WordReranker("words/first"))]);
  const response = await send("/v1/rerank");
  expect(response).toMatchObject({ status: 200, url: `${origin}/v1/rerank` });
  expect(response?.headers.get("content-type")).toBe("application/json; charset=utf-8");
  expect(response?.headers.get("server-timing")).toMatch(/^rerank;dur=/);
  const text = (await response?.text()) ?? "";
  expect(response?.headers.get("content-length")).toBe(String(new TextEncoder().encode(text).length));
  expect(JSON.parse(text)).toMatchObject({ model: "words/first", results: [{ index: 1 }, { index: 0 }] });
});

test("numbers keep their digits on the way through both", async () => {
  const send = createServiceWorker([createTab(new WordReranker("words/first"))]);
  const document = '{"text":"oven","id":12345678901234567890}';
  const response = await send("/v1/rerank", { body: `{"query":"oven","documents":[${document}]}` });
  expect(await response?.text()).toContain(`"document":${document}`);
});

test("errors keep their status, body and id", async () => {
  const send = createServiceWorker([createTab(new WordReranker("words/first"))]);
  const invalid = await send("/v1/rerank", { body: JSON.stringify({ query: "q", documents: [] }) });
  expect(invalid?.status).toBe(422);
  expect(await invalid?.json()).toMatchObject({
    errors: [{ field: "documents" }],
    request_id: invalid?.headers.get("x-request-id"),
  });
  const plain = await send("/v1/rerank", { headers: { "content-type": "text/plain" } });
  expect(plain?.status).toBe(415);
});

test.each([
  ["no tab", []],
  ["no tab with a reranker", [createTab()]],
])("%s: 503", async (_, tabs) => {
  const response = await createServiceWorker(tabs)("/v1/rerank");
  expect([response?.status, response?.headers.get("retry-after")]).toEqual([503, "1"]);
  expect(await response?.json()).toMatchObject({ code: "NO_RERANKER" });
});

test("an aborted request cancels the tab's run and rejects", async () => {
  const reranker = new WordReranker("words/first", () => new Promise(() => {}));
  const abort = new AbortController();
  const answer = createServiceWorker([createTab(reranker)])("/v1/rerank", { signal: abort.signal });
  await expect.poll(() => reranker.requests.length).toBe(1);
  abort.abort();
  await expect(answer).rejects.toMatchObject({ name: "AbortError" });
  expect(reranker.cancelled).toBe(1);
});

test("other requests are left to the network", () => {
  const send = createServiceWorker([createTab(new WordReranker("words/first"))]);
  expect(send("/v1/embeddings")).toBeUndefined();
  expect(send("https://elsewhere.example/v1/rerank")).toBeUndefined();
  expect(send("/v1/rerank", { method: "PUT" })).toBeUndefined();
});
