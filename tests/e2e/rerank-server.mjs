/**
 * A `/v1/rerank` server that plays what servers do: `node tests/e2e/rerank-server.mjs PORT`. The first part of the
 * path says what it plays: `http://localhost:PORT/html` answers with a web page. `good` ranks by the length of a
 * document, shortest first, so that its order is another than a model's. `GET /received` lists what came in.
 */
import { createServer } from "node:http";

const port = Number(process.argv[2]);
/** @type {{ play: string, path: string, authorization: string | undefined, body: unknown }[]} */
let received = [];
/** Requests since the last look, for those who get well. @type {Map<string, number>} */
let attempts = new Map();

/** @typedef {{ query: string, documents: (string | { text: string })[], top_n?: number }} Body */

/** @param {Body} body */
function ranked({ documents, top_n: topN }) {
  const results = documents.map((document, index) => {
    const text = typeof document === "string" ? document : document.text;
    return { index, relevance_score: 1 / (1 + text.length) };
  });
  results.sort((a, b) => b.relevance_score - a.relevance_score);
  return {
    id: "served",
    model: "shortest-first",
    object: "list",
    results: results.slice(0, topN ?? undefined),
    usage: { total_tokens: 42 },
  };
}

const cors = {
  "access-control-allow-origin": "*",
  "access-control-allow-headers": "authorization, content-type",
  "access-control-expose-headers": "retry-after",
};
/** @typedef {import("node:http").ServerResponse} Answer */
/** @param {Answer} answer @param {number} status @param {unknown} body @param {Record<string, string>} [headers] */
const json = (answer, status, body, headers = {}) =>
  answer
    .writeHead(status, { "content-type": "application/json", ...cors, ...headers })
    .end(JSON.stringify(body));

/** @type {Record<string, (answer: Answer, body: Body, key: string) => void>} */
const plays = {
  good: (answer, body) => json(answer, 200, ranked(body)),
  // The same, for tests that run beside those which look at what was received.
  unlisted: (answer, body) => json(answer, 200, ranked(body)),
  slow: (answer, body) => setTimeout(() => json(answer, 200, ranked(body)), 4000),
  silent: () => {},
  400: (answer) => json(answer, 400, { detail: "no such thing" }),
  // As some do: the key stands in the refusal.
  401: (answer, _, key) => json(answer, 401, { error: { message: `Incorrect API key provided: ${key}` } }),
  403: (answer) => json(answer, 403, { detail: "insufficient balance", code: "AUTHZ_INSUFFICIENT_BALANCE" }),
  404: (answer) => json(answer, 404, { detail: "model not found" }),
  413: (answer) => json(answer, 413, { detail: "payload too large" }),
  422: (answer) =>
    json(answer, 422, {
      detail: [{ loc: ["body", "documents", 2], msg: "must not hurt", type: "value_error" }],
    }),
  500: (answer) => json(answer, 500, { detail: "broken" }),
  busy: (answer) => json(answer, 429, { detail: "slow down" }, { "retry-after": "90" }),
  // Busy for two seconds, then well.
  recovers: (answer, body) => {
    const attempt = (attempts.get("recovers") ?? 0) + 1;
    attempts.set("recovers", attempt);
    if (attempt === 1) json(answer, 429, { detail: "slow down" }, { "retry-after": "2" });
    else json(answer, 200, ranked(body));
  },
  html: (answer) =>
    answer.writeHead(200, { "content-type": "text/html", ...cors }).end("<html><b>Sign in</b></html>"),
  broken: (answer) =>
    answer.writeHead(200, { "content-type": "application/json", ...cors }).end('{"results": ['),
  shape: (answer) => json(answer, 200, { answers: [] }),
  range: (answer, { documents }) =>
    json(answer, 200, { results: [{ index: documents.length, relevance_score: 1 }] }),
  twice: (answer) =>
    json(answer, 200, {
      results: [
        { index: 0, relevance_score: 1 },
        { index: 0, relevance_score: 0 },
      ],
    }),
  scores: (answer) => json(answer, 200, { results: [{ index: 0, relevance_score: "high" }] }),
  // Allows no calls from a page.
  private: (answer, body) =>
    answer.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(ranked(body))),
  drops: (answer) => answer.destroy(),
  // As Text Embeddings Inference refuses a request in another form.
  texts: (answer, body) => {
    if (!("texts" in body)) {
      answer
        .writeHead(422, { "content-type": "text/plain", ...cors })
        .end("Failed to deserialize the JSON body into the target type: missing field `texts`");
      return;
    }
    json(answer, 200, [
      { index: 1, score: 0.9 },
      { index: 0, score: 0.2 },
    ]);
  },
};

createServer((request, answer) => {
  const path = request.url ?? "/";
  const play = path.split("/")[1] ?? "";
  if (path === "/healthz") {
    answer.end("ok");
  } else if (path === "/received") {
    json(answer, 200, received);
    received = [];
    attempts = new Map();
  } else if (request.method === "OPTIONS") {
    answer.writeHead(204, play === "private" ? {} : cors).end();
  } else if (request.method !== "POST" || !(play in plays)) {
    json(answer, 404, { detail: "not here" });
  } else {
    /** @type {Buffer[]} */
    const chunks = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", () => {
      const body = JSON.parse(Buffer.concat(chunks).toString());
      const { authorization } = request.headers;
      if (play !== "unlisted") received.push({ play, path, authorization, body });
      plays[play]?.(answer, body, (authorization ?? "").replace("Bearer ", ""));
    });
  }
}).listen(port, () => console.log(`rerank server: http://localhost:${port}/`));
