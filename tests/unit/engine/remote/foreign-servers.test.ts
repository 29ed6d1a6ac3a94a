/** Replays the recorded answers of real third-party servers (tools/foreign-servers) to the dialects. */
import { readFileSync, readdirSync } from "node:fs";
import { type Server, createServer } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { RerankError } from "../../../../src/contract/errors.ts";
import type { RerankRequest } from "../../../../src/contract/rerank.ts";
import { decodeAnswer } from "../../../../src/wire/decode-answer.ts";
import type { DialectName } from "../../../../src/engine/remote/dialects/dialects.ts";
import { findDialect } from "../../../../src/engine/remote/dialects/find-dialect.ts";
import { RemoteReranker } from "../../../../src/engine/remote/remote-reranker.ts";
import { expectedErrors } from "./foreign-server-errors.ts";
import { listen } from "./remote-server.ts";

interface Case {
  name: string;
  /** How the server was started, if it differs from the other cases. */
  setup?: string;
  /** The request that our dialect encodes to this one; absent if there is none. */
  contract?: RerankRequest & { model: string };
  request: { method: string; path: string; headers: Record<string, string>; body?: unknown };
  response: { status: number; headers: Record<string, string>; body: unknown };
}
interface Recording {
  server: string;
  dialect: DialectName;
  cases: Case[];
}

const folder = new URL("../../../fixtures/remote/", import.meta.url);
const recordings = readdirSync(folder).map(
  (file) => expandRepetitions(JSON.parse(readFileSync(new URL(file, folder), "utf8"))) as Recording,
);

/** The fixtures abbreviate long repetitions. */
function expandRepetitions(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(expandRepetitions);
  if (typeof value !== "object" || value === null) return value;
  const { $text, $list, times } = value as { $text?: string; $list?: unknown; times: number };
  if ($text !== undefined) return $text.repeat(times);
  if ($list !== undefined) return Array.from({ length: times }, () => $list);
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, expandRepetitions(item)]));
}

let server: Server;
let baseUrl = "";
let played: Case["response"];
let received: { path: string | undefined; authorization: string | undefined; body: unknown };

beforeAll(async () => {
  server = createServer((request, response) => {
    let text = "";
    request.setEncoding("utf8");
    request.on("data", (chunk: string) => (text += chunk));
    request.on("end", () => {
      const { authorization } = request.headers;
      received = { path: request.url, authorization, body: JSON.parse(text) };
      const { status, headers, body } = played;
      response.writeHead(status, headers);
      response.end(headers["content-type"]?.includes("json") === true ? JSON.stringify(body) : body);
    });
  });
  baseUrl = await listen(server);
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const plainRequest: RerankRequest = { query: "q", documents: ["a", "b", "c"] };

async function replay(dialect: DialectName, { contract, request, response }: Case) {
  played = response;
  const reranker = new RemoteReranker({
    dialect: findDialect(dialect),
    baseUrl,
    path: request.path,
    apiKey: request.headers["authorization"] === undefined ? "" : "KEY",
    attempts: 1,
    fetch: (...parameters) => fetch(...parameters),
    now: () => Date.now(),
    wait: async () => {},
  });
  return await reranker.rerank(contract ?? plainRequest);
}

const caseTitle = ({ name, setup }: Case): string => (setup === undefined ? name : `${name}, ${setup}`);
const titledCases = (recording: Recording, wanted: (one: Case) => boolean) =>
  recording.cases.filter(wanted).map((one) => [caseTitle(one), one] as const);
const ours = ({ contract }: Case): boolean => contract !== undefined;
const succeeded = ({ response }: Case): boolean => response.status === 200;
const posted = ({ request }: Case): boolean => request.method === "POST";

interface ServersAnswer {
  id?: string;
  model?: string;
  results: { index: number; relevance_score: number }[];
  usage?: { total_tokens?: number | null } | null;
  meta?: {
    tokens?: { input_tokens?: number | null } | null;
    billed_units?: { total_tokens?: number | null } | null;
  } | null;
}

test("five servers were recorded", () => {
  expect(recordings.map(({ server: name }) => name)).toEqual([
    "infinity",
    "litellm",
    "llama.cpp",
    "vllm",
    "xinference",
  ]);
});

describe.each(recordings)("$server", (recording) => {
  const { dialect } = recording;

  test.each(titledCases(recording, ours))("the dialect sends the recorded request: %s", async (_, one) => {
    await replay(dialect, one).catch(() => undefined);
    expect(received).toEqual({
      path: one.request.path,
      authorization: one.request.headers["authorization"],
      body: one.request.body,
    });
  });

  test.each(titledCases(recording, (one) => ours(one) && succeeded(one)))(
    "the answer becomes a response of the contract: %s",
    async (_, one) => {
      const response = await replay(dialect, one);
      const answer = one.response.body as ServersAnswer;
      const best = answer.results
        .map(({ index, relevance_score: score }) => ({ index, relevance_score: score }))
        .sort((a, b) => b.relevance_score - a.relevance_score);
      expect(
        response.results.map(({ index, relevance_score: score }) => ({ index, relevance_score: score })),
      ).toEqual(best);
      const {
        documents = [],
        top_n: topN,
        return_documents: returned,
        extra_body: extra,
      } = one.contract ?? {};
      if (!extra) {
        expect(response.results.length).toBe(Math.min(topN ?? documents.length, documents.length));
        for (const { index, document } of response.results)
          expect(document).toBe(returned === false ? undefined : documents[index]);
      }
      expect(response.object).toBe("list");
      expect(response.model).toBe(answer.model ?? one.contract?.model);
      if (answer.id !== undefined) expect(response.id).toBe(answer.id);
      const { usage, meta } = answer;
      expect(response.usage.total_tokens).toBe(
        usage?.total_tokens ?? meta?.tokens?.input_tokens ?? meta?.billed_units?.total_tokens ?? 0,
      );
    },
  );

  test.each(titledCases(recording, (one) => posted(one) && !ours(one) && succeeded(one)))(
    "answers to requests that the dialect never sends are decoded too: %s",
    (_, one) => {
      const { results } = one.response.body as ServersAnswer;
      expect(decodeAnswer(one.response.body).results.length).toBe(results.length);
    },
  );

  test.each(titledCases(recording, (one) => posted(one) && !succeeded(one)))(
    "an error answer becomes an error with the server's message: %s",
    async (title, one) => {
      const expected = expectedErrors[recording.server]?.[title];
      expect(expected, "not in the table").toBeDefined();
      const [code, words, fields = []] = expected ?? [];
      const error: unknown = await replay(dialect, one).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(RerankError);
      const { code: found, message, errors } = error as RerankError;
      expect({ code: found, fields: errors.map(({ field }) => field) }).toEqual({ code, fields });
      expect(message).toContain(`The server answered ${one.response.status}: ${words}`);
      expect(message.length).toBeLessThan(600);
    },
  );

  test("every expected error was recorded", () => {
    const failed = titledCases(recording, (one) => posted(one) && !succeeded(one)).map(([title]) => title);
    expect(failed).toEqual(expect.arrayContaining(Object.keys(expectedErrors[recording.server] ?? {})));
  });
});

/** Whether a browser lets a web page send this request with a key and read the answer. */
function pageMayCall({ cases }: Recording, setup: string | undefined): boolean {
  const find = (name: string) => cases.find((one) => one.name === name && one.setup === setup)?.response;
  const allows = (response: Case["response"] | undefined): boolean =>
    ["*", "https://page.example"].includes(response?.headers["access-control-allow-origin"] ?? "");
  const preflight = find("preflight");
  const headers = preflight?.headers["access-control-allow-headers"] ?? "";
  return (
    preflight?.status === 200 &&
    allows(preflight) &&
    allows(find("strings")) &&
    /\*|authorization/.test(headers)
  );
}

test.each<[string, string | undefined, boolean]>([
  ["infinity", undefined, false],
  ["infinity", "with --permissive-cors --api-key KEY --url-prefix /v1", true],
  ["litellm", undefined, true],
  ["litellm", "with LITELLM_CORS_ORIGINS=https://other.example", false],
  ["llama.cpp", undefined, true],
  ["vllm", undefined, false],
  ["vllm", `with --api-key KEY --allowed-origins '["https://page.example"]'`, true],
  ["xinference", undefined, true],
])("web pages may call %s (%s): %s", (name, setup, may) => {
  const recording = recordings.find(({ server: recorded }) => recorded === name);
  expect(recording && pageMayCall(recording, setup)).toBe(may);
});

test("a web page cannot always read that its key is wrong: vLLM answers without CORS headers", () => {
  const readable = recordings.flatMap(({ server: name, cases }) =>
    cases
      .filter((one) => one.name === "wrong key")
      .map(({ response }) => [name, "access-control-allow-origin" in response.headers] as const),
  );
  expect(Object.fromEntries(readable)).toEqual({
    infinity: true,
    litellm: true,
    "llama.cpp": true,
    vllm: false,
  });
});
