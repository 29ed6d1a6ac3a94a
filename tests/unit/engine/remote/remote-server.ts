/** A real HTTP server that plays scripted answers, and a reranker that asks it. */
import { type IncomingMessage, type Server, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach } from "vitest";
import { type RerankDocument, type RerankRequest, inputText } from "../../../../src/contract/rerank.ts";
import type { DialectName } from "../../../../src/engine/remote/dialects/dialects.ts";
import { findDialect } from "../../../../src/engine/remote/dialects/find-dialect.ts";
import { type RemoteOptions, RemoteReranker } from "../../../../src/engine/remote/remote-reranker.ts";

export type Answer = (
  body: { documents: unknown[] },
  response: ServerResponse,
  request: IncomingMessage,
) => void;

interface Received {
  body: Record<string, unknown>;
  authorization: string | undefined;
  path: string | undefined;
}

export const apiKey = "a-key-that-must-not-be-seen";
export const documents = ["3", "1", "2"];

/** Starts a server for the tests of a file. Each test begins without answers and received requests. */
export function useRemoteServer() {
  let server: Server;
  const state = { baseUrl: "", answers: [] as Answer[], received: [] as Received[] };
  beforeAll(async () => {
    server = createServer((request, response) => {
      let text = "";
      request.on("data", (chunk: Buffer) => (text += chunk.toString()));
      request.on("end", () => {
        const body = JSON.parse(text) as Received["body"] & { documents: unknown[] };
        const { authorization } = request.headers;
        state.received.push({ body, authorization, path: request.url });
        // The last answer is repeated.
        const answer = state.answers.length > 1 ? state.answers.shift() : state.answers[0];
        answer?.(body, response, request);
      });
    });
    state.baseUrl = await listen(server);
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => {
    state.answers = [];
    state.received = [];
  });

  /** @returns the reranker, and the pauses in milliseconds that it made instead of waiting */
  function remote(change: Partial<RemoteOptions> = {}, dialect: DialectName = "generic") {
    const waits: number[] = [];
    const reranker = new RemoteReranker({
      dialect: findDialect(dialect),
      baseUrl: state.baseUrl,
      apiKey,
      fetch: (...parameters) => fetch(...parameters),
      now: () => Date.now(),
      wait: async (ms) => void waits.push(ms),
      ...change,
    });
    return { reranker, waits };
  }
  const ask = (change: Partial<RemoteOptions> = {}, fields: Partial<RerankRequest> = {}) =>
    remote(change).reranker.rerank({ query: "q", documents, ...fields });
  return { server: state, remote, ask };
}

/** @returns the server's URL */
export async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): Answer =>
  (_, response) => {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  };

/** Scores each document by the number that its text is. */
export const ranking: Answer = ({ documents }, response, request) => {
  const results = documents.map((document, index) => ({
    index,
    relevance_score: Number(inputText(document as RerankDocument)) / 1000,
  }));
  results.sort((a, b) => b.relevance_score - a.relevance_score);
  const usage = { total_tokens: documents.length };
  json(200, { id: "x", model: "served", results, usage })({ documents }, response, request);
};
