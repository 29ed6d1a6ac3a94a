/** What servers that are not ours really answered (tools/foreign-servers), played again to our dialects. */
import { readFileSync, readdirSync } from "node:fs";
import { type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { RerankError, type RerankErrorCode } from "../../../../src/contract/errors.ts";
import type { RerankRequest } from "../../../../src/contract/rerank.ts";
import { type DialectName, findDialect } from "../../../../src/engine/remote/dialects/dialects.ts";
import { RemoteReranker } from "../../../../src/engine/remote/remote-reranker.ts";

interface Case {
  name: string;
  /** How the server was started, where otherwise than in the other cases. */
  setup?: string;
  /** What our dialect encodes; absent where no request of ours becomes this one. */
  contract?: RerankRequest & { model: string };
  request: { method: string; path: string; headers: Record<string, string>; body?: unknown };
  response: { status: number; headers: Record<string, string>; body: unknown };
}
interface Recording {
  server: string;
  dialect: DialectName;
  cases: Case[];
}

type Refusal = [code: RerankErrorCode, words: string, fields?: string[]];

const infinity = 'litellm.BadRequestError: InfinityException - {"detail":[{"type":';
const invalidInLiteLlm = "litellm.APIConnectionError: 1 validation error for RerankRequest";
const noStrings = '"documents" must be a non-empty string array';
const tooLong = "is too large to process";
const invalidInXinference = "Internal Server Error: 1 validation error for RerankRequest";

/** What each refusal becomes: its code, how the server's words begin, and the fields that it names. */
const refusals: Record<string, Record<string, Refusal>> = {
  infinity: {
    "a document longer than Infinity takes": [
      "invalid_request",
      "documents[0]: String should have at most 122880 characters",
      ["documents[0]"],
    ],
    "one document more than Infinity takes": [
      "invalid_request",
      "documents: List should have at most 2048 items",
      ["documents"],
    ],
    "top_n: 0": ["invalid_request", "top_n: Input should be greater than 0", ["top_n"]],
    "top_n is a text": ["invalid_request", "top_n: Input should be a valid integer", ["top_n"]],
    "objects on the wire": [
      "invalid_request",
      "documents[0]: Input should be a valid string; documents[1]: ",
      ["documents[0]", "documents[1]", "documents[2]"],
    ],
    "one wrong document": [
      "invalid_request",
      "documents[1]: Input should be a valid string",
      ["documents[1]"],
    ],
    "no documents": ["invalid_request", "documents: List should have at least 1 item", ["documents"]],
    "documents is a text": ["invalid_request", "documents: Input should be a valid list", ["documents"]],
    "query is a number": ["invalid_request", "query: Input should be a valid string", ["query"]],
    "query is a number, with --permissive-cors --api-key KEY --url-prefix /v1": [
      "invalid_request",
      "query: Input should be a valid string",
      ["query"],
    ],
    "query missing": ["invalid_request", "query: Field required", ["query"]],
    "documents missing": ["invalid_request", "documents: Field required", ["documents"]],
    "broken JSON": ["invalid_request", "body: JSON decode error", ["body"]],
    "wrong path": ["model_not_found", "Not Found. Check the base URL"],
    "no key, with --permissive-cors --api-key KEY --url-prefix /v1": ["unauthorized", "Unauthorized"],
    "wrong key, with --permissive-cors --api-key KEY --url-prefix /v1": ["unauthorized", "Unauthorized"],
  },
  litellm: {
    "a document longer than Infinity takes": ["invalid_request", `${infinity}"string_too_long"`],
    "one document more than Infinity takes": ["invalid_request", `${infinity}"too_long"`],
    "top_n: 0": ["invalid_request", `${infinity}"greater_than"`],
    "objects on the wire": ["invalid_request", `${infinity}"string_type"`],
    "no documents": ["invalid_request", `${infinity}"too_short"`],
    "top_n is a text": ["server_error", invalidInLiteLlm],
    "one wrong document": [
      "server_error",
      "litellm.APIConnectionError: 2 validation errors for RerankRequest",
    ],
    "documents is a text": ["server_error", invalidInLiteLlm],
    "query is a number": ["server_error", invalidInLiteLlm],
    "unknown model": [
      "bad_request",
      "400: {'error': '/rerank: Invalid model name passed in model=no-such-model.",
    ],
    "query missing": ["bad_request", "/rerank: Missing required parameter: 'query'", ["query"]],
    "documents missing": ["bad_request", "/rerank: Missing required parameter: 'documents'", ["documents"]],
    "broken JSON": ["bad_request", "Invalid JSON payload"],
    "wrong path": ["model_not_found", "Not Found. Check the base URL"],
    "no key": ["unauthorized", "Authentication Error, No api key passed in. Check the API key."],
    "wrong key": ["unauthorized", "No connected db. Check the API key."],
    "no key, without the Python package prisma": ["server_error", "Internal Server Error"],
    "return_documents: false, route jina_ai/ to Infinity with --url-prefix /v1": [
      "server_error",
      "litellm.APIConnectionError: 3 validation errors for RerankResponse",
    ],
    "objects on the wire, route hosted_vllm/ to vLLM": [
      "bad_request",
      "litellm.BadRequestError: Hosted_vllmException - ",
    ],
    "no documents, route hosted_vllm/ to vLLM": [
      "bad_request",
      "litellm.BadRequestError: Hosted_vllmException - ",
    ],
  },
  "llama.cpp": {
    "a long document": ["too_large", `input (24014 tokens) ${tooLong}`],
    "a long document that may not be cut": ["too_large", `input (24014 tokens) ${tooLong}`],
    "a document longer than Infinity takes": ["too_large", `input (60014 tokens) ${tooLong}`],
    "objects on the wire": ["bad_request", noStrings],
    "one wrong document": ["bad_request", noStrings],
    "no documents": ["bad_request", noStrings],
    "documents is a text": ["bad_request", noStrings],
    "documents missing": ["bad_request", noStrings],
    "query is a number": ["bad_request", '"query" must be a string'],
    "query missing": ["bad_request", '"query" must be provided'],
    "broken JSON": ["server_error", "[json.exception.parse_error.101] parse error at line 1, column 11"],
    "wrong path": ["model_not_found", "File Not Found. Check the base URL"],
    "no key, with --api-key KEY": ["unauthorized", "Invalid API Key. Check the API key."],
    "wrong key, with --api-key KEY": ["unauthorized", "Invalid API Key. Check the API key."],
  },
  vllm: {
    "a long document that may not be cut": [
      "too_large",
      "This model's maximum context length is 128 tokens.",
    ],
    "top_n: null": [
      "bad_request",
      "1 validation error:\n  {'type': 'int_type', 'loc': 'body.top_n'",
      ["top_n"],
    ],
    "top_n is a text": ["bad_request", "1 validation error:\n  {'type': 'int_parsing'", ["top_n"]],
    "objects on the wire": ["bad_request", "8 validation errors:", ["documents"]],
    "one wrong document": ["bad_request", "4 validation errors:", ["documents"]],
    "no documents": ["bad_request", "At least one text_pair element must be given"],
    "query is a number": ["bad_request", "2 validation errors:", ["query"]],
    [`query is a number, with --api-key KEY --allowed-origins '["https://page.example"]'`]: [
      "bad_request",
      "2 validation errors:",
      ["query"],
    ],
    "unknown model": ["model_not_found", "The model `no-such-model` does not exist. Check the base URL"],
    "query missing": [
      "bad_request",
      "1 validation error:\n  {'type': 'missing', 'loc': 'body.query'",
      ["query"],
    ],
    "documents missing": ["bad_request", "1 validation error:\n  {'type': 'missing'", ["documents"]],
    "broken JSON": ["bad_request", "1 validation error:\n  {'type': 'json_invalid'"],
    "wrong path": ["model_not_found", "Not Found. Check the base URL"],
    [`no key, with --api-key KEY --allowed-origins '["https://page.example"]'`]: [
      "unauthorized",
      "Unauthorized",
    ],
    [`wrong key, with --api-key KEY --allowed-origins '["https://page.example"]'`]: [
      "unauthorized",
      "Unauthorized",
    ],
  },
  xinference: {
    "top_n is a text": ["server_error", `${invalidInXinference}\ntop_n`],
    "documents is a text": ["server_error", `${invalidInXinference}\ndocuments`],
    "query missing": ["server_error", `${invalidInXinference}\nquery`],
    "documents missing": ["server_error", `${invalidInXinference}\ndocuments`],
    "objects on the wire": ["server_error", "[address="],
    "unknown model": ["model_not_found", "[address="],
    "broken JSON": ["server_error", "Internal Server Error: Expecting value"],
    "wrong path": ["model_not_found", "Method Not Allowed. Check the base URL"],
    "strings, as it starts by default: no account made yet": [
      "unauthorized",
      "Could not validate credentials. Check the API key.",
    ],
  },
};

const folder = new URL("../../../fixtures/remote/", import.meta.url);
const recordings = readdirSync(folder).map(
  (file) => unpacked(JSON.parse(readFileSync(new URL(file, folder), "utf8"))) as Recording,
);

/** Long repetitions are recorded in short. */
function unpacked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unpacked);
  if (typeof value !== "object" || value === null) return value;
  const { $text, $list, times } = value as { $text?: string; $list?: unknown; times: number };
  if ($text !== undefined) return $text.repeat(times);
  if ($list !== undefined) return Array.from({ length: times }, () => $list);
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, unpacked(item)]));
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
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
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

const titleOf = ({ name, setup }: Case): string => (setup === undefined ? name : `${name}, ${setup}`);
const casesOf = (recording: Recording, wanted: (one: Case) => boolean) =>
  recording.cases.filter(wanted).map((one) => [titleOf(one), one] as const);
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

  test.each(casesOf(recording, ours))("what we send is what was recorded: %s", async (_, one) => {
    await replay(dialect, one).catch(() => undefined);
    expect(received).toEqual({
      path: one.request.path,
      authorization: one.request.headers["authorization"],
      body: one.request.body,
    });
  });

  test.each(casesOf(recording, (one) => ours(one) && succeeded(one)))(
    "the answer becomes the contract's: %s",
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

  test.each(casesOf(recording, (one) => posted(one) && !ours(one) && succeeded(one)))(
    "an answer to what we never send is read, too: %s",
    (_, one) => {
      const { results } = one.response.body as ServersAnswer;
      expect(findDialect(dialect).decode(one.response.body).results.length).toBe(results.length);
    },
  );

  test.each(casesOf(recording, (one) => posted(one) && !succeeded(one)))(
    "a refusal becomes an error with the server's words: %s",
    async (title, one) => {
      const expected = refusals[recording.server]?.[title];
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

  test("the table names no refusal that was not recorded", () => {
    const refused = casesOf(recording, (one) => posted(one) && !succeeded(one)).map(([title]) => title);
    expect(refused).toEqual(expect.arrayContaining(Object.keys(refusals[recording.server] ?? {})));
  });
});

/** Whether a browser lets a page send this request with a key and read the answer. */
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
])("a page may call %s (%s): %s", (name, setup, may) => {
  const recording = recordings.find(({ server: recorded }) => recorded === name);
  expect(recording && pageMayCall(recording, setup)).toBe(may);
});

test("a refused key is not always readable by a page: vLLM answers it without CORS headers", () => {
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
