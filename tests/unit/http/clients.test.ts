/** What real clients sent (recorded with the packages that `client` names), and what each of them reads in an answer. */
import { readFileSync } from "node:fs";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { createRerankFetch } from "../../../src/library/fetch.ts";
import { createTestApp, postRequest } from "./server/test-server.ts";
import { WordReranker } from "./word-reranker.ts";

interface Recorded {
  client: string;
  path: string;
  body: Record<string, unknown>;
}

const model = "Xenova/all-MiniLM-L6-v2";
const recorded = readFileSync(new URL("../../fixtures/client-requests.jsonl", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as Recorded);

const text = v.object({ text: v.string() });
const score = v.pipe(v.number(), v.finite());
const results = (document: v.GenericSchema) =>
  v.array(v.object({ index: v.number(), relevance_score: score, document: v.optional(document) }));
const count = v.pipe(v.number(), v.integer());

/** Cohere's and LangChain's clients: `RerankResponse` with `document: {text}`, or the object that was sent. */
const Cohere = v.object({
  id: v.string(),
  results: results(v.looseObject({})),
  meta: v.object({ api_version: v.object({ version: v.picklist(["1", "2"]) }) }),
});
/** The AI SDK's Together provider requires the three counts. */
const Jina = v.object({
  object: v.literal("list"),
  model: v.string(),
  results: results(v.union([text, v.looseObject({})])),
  usage: v.object({ prompt_tokens: count, completion_tokens: count, total_tokens: count }),
});
const Voyage = v.object({
  object: v.literal("list"),
  data: results(v.string()),
  model: v.string(),
  usage: v.object({ total_tokens: count }),
});
const Tei = v.array(v.strictObject({ index: v.number(), score, text: v.optional(v.string()) }));
const Mixedbread = v.object({
  object: v.literal("list"),
  data: v.array(v.object({ index: v.number(), score, input: v.optional(v.string()) })),
  model: v.string(),
  top_k: count,
  return_input: v.boolean(),
  usage: v.object({ prompt_tokens: count, completion_tokens: count, total_tokens: count }),
});
/** Infinity's client accepts no other value of `object`; LiteLLM's adapter accepts no document but a string. */
const InfinityAnswer = v.object({
  object: v.literal("rerank"),
  results: results(v.string()),
  model: v.string(),
  usage: v.object({ prompt_tokens: count, total_tokens: count }),
});

/** What the client parses; `undefined` if the request is refused. */
function expectedShape({ path, body }: Recorded): v.GenericSchema | undefined {
  const documents = body["documents"];
  const isRanked = (document: unknown): boolean =>
    typeof document === "string" || (document as object as { text?: string }).text !== undefined;
  if (Array.isArray(documents) && !documents.every(isRanked) && body["rank_fields"] === undefined)
    return undefined;
  if ("texts" in body) return Tei;
  if ("input" in body) return Mixedbread;
  if ("top_k" in body) return Voyage;
  if (path === "/rerank") return InfinityAnswer;
  return v.intersect([Cohere, Jina]);
}

interface Ranked {
  index: number;
  document?: unknown;
  text?: unknown;
  input?: unknown;
}

/** The documents that came back, each with the one that was sent. */
function documentPairs(answer: unknown, body: Record<string, unknown>): [returned: unknown, sent: unknown][] {
  const list = answer as Ranked[] & { results?: Ranked[]; data?: Ranked[] };
  const ranked = list.results ?? list.data ?? list;
  const sent = (body["documents"] ?? body["texts"] ?? body["input"]) as unknown[];
  return ranked.map(({ index, document, text: returned, input }) => [
    document ?? returned ?? input,
    sent[index],
  ]);
}

const wanted = (body: Record<string, unknown>): boolean =>
  Boolean(body["return_documents"] ?? body["return_text"] ?? body["return_input"] ?? false);

const send = (path: string, body: unknown) => {
  const { app } = createTestApp({ rerankers: new Map([[model, new WordReranker(model)]]), anyModel: true });
  return app.fetch(postRequest(`http://localhost${path}`, body));
};

// A base URL that already has the version, and DeepInfra's API, which ranks pairs.
const unknownPaths = ["/v1/v1/rerank", `/inference/${model}`];
const known = recorded.filter(({ path }) => !unknownPaths.includes(path));

test("the recording has what it is said to have", () => {
  expect(recorded.length).toBe(47);
  expect(known.length).toBe(44);
});

describe.each([
  ["the server", ({ path, body }: Recorded) => send(path, body)],
  [
    "a fetch",
    ({ path, body }: Recorded) => {
      const privateFetch = createRerankFetch(new WordReranker(model), { anyModel: true });
      return privateFetch(`https://api.example${path}`, { method: "POST", body: JSON.stringify(body) });
    },
  ],
] as const)("%s answers", (_, ask) => {
  test.each(known.map((one, line) => [line + 1, one.client, one.path, one] as const))(
    "%i: %s at %s",
    async (_line, _client, _path, one) => {
      const response = await ask(one);
      const answer: unknown = await response.json();
      const shape = expectedShape(one);
      if (!shape) {
        expect([response.status, answer]).toMatchObject([
          422,
          { message: expect.stringContaining("documents[0].text") as string },
        ]);
        return;
      }
      expect([response.status, answer]).toEqual([200, expect.anything()]);
      v.parse(shape, answer);
      const pairs = documentPairs(answer, one.body);
      const limit = (one.body["top_n"] ?? one.body["top_k"] ?? 3) as number;
      const sent = (one.body["documents"] ?? one.body["texts"] ?? one.body["input"]) as unknown[];
      expect(pairs.length).toBe(Math.min(limit, sent.length));
      // The second document has the query's words, in whichever field the client ranks.
      expect(pairs[0]?.[1]).toBe(sent[1]);
      if (!wanted(one.body)) return;
      for (const [returned, document] of pairs) {
        const isObject =
          shape !== Voyage && shape !== Tei && shape !== Mixedbread && shape !== InfinityAnswer;
        expect(returned).toEqual(typeof document === "string" && isObject ? { text: document } : document);
      }
    },
  );
});

test.each(unknownPaths)("%s is unknown; the answer names the paths", async (path) => {
  const response = await send(path, { query: "q", documents: ["a"] });
  expect(response.status).toBe(404);
  expect(((await response.json()) as { detail: string }).detail).toContain("/v1/rerank");
});
