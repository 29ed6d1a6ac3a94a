/** `npm run serve`: any body at any address gets an answer that a client can read, and the server has no fault. */
import fc from "fast-check";
import * as v from "valibot";
import { createTestApp, postRequest } from "../unit/http/server/test-server.ts";
import { must, mustBeReadable } from "./expectations.ts";
import { damagedBytes, damagedJsonText, hostileText } from "./hostile.ts";
import { fuzz } from "./targets.ts";

const maxBodyBytes = 300_000;
const { app, faults } = createTestApp({ maxDocuments: 20, maxBodyBytes, maxConcurrent: 100 });

const bodies = [
  {
    query: "oven",
    documents: ["the oven", { text: "a river", id: 7 }],
    top_n: 2,
    return_documents: true,
  },
  { query: "oven", texts: ["the oven"], raw_scores: false, truncate: true, truncation_direction: "Left" },
  { inputs: { query: "oven", texts: ["the oven", "b"] } },
  { query: "oven", input: ["the oven"], top_k: 1, return_input: true, rank_fields: ["text"] },
  {
    query: "oven",
    documents: [{ title: "a", body: "b" }],
    rank_fields: ["title", "body"],
    model: "words/second",
  },
];
const paths = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      "/v1/rerank",
      "/rerank",
      "/v2/rerank",
      "/",
      "/voyage/v1/rerank",
      "/models/words/first/pipeline/text-ranking",
    ),
  },
  hostileText.map((text) => `/models/${text.slice(0, 100)}`),
  hostileText.map((text) => `/${text.slice(0, 100)}`),
);
const body = fc.oneof(
  { weight: 8, arbitrary: fc.oneof(...bodies.map(damagedJsonText)) },
  damagedBytes(Buffer.from(JSON.stringify(bodies[0]))),
  fc.constantFrom(
    '{"query": "oven", "documents": [{"text": "oven", "id": 12345678901234567890}]}',
    '{"query": "oven", "documents": ["oven"], "top_n": 1e400, "top_n": 1}',
  ),
);

const ErrorBody = v.looseObject({
  detail: v.string(),
  code: v.pipe(v.string(), v.regex(/^[A-Z_]+$/)),
  request_id: v.string(),
});

fuzz("http: any body at any address", fc.tuple(paths, body), async ([path, sent]) => {
  const response = await app.fetch(
    postRequest(`http://localhost${encodeURI(path.replace(/\p{Surrogate}/gu, ""))}`, sent),
  );
  const text = await response.text();
  must(
    text.length <= 20 * maxBodyBytes,
    `an answer is no larger than its request allows, and not ${text.length}`,
  );
  must(faults.length === 0, `the server has no fault: ${String(faults.splice(0)[0])}`);
  const answer: unknown = JSON.parse(text);
  if (response.status === 200) return;
  must(
    [400, 404, 405, 413, 415, 422].includes(response.status),
    `the client is told its fault, and not ${response.status}`,
  );
  const { detail } = v.parse(ErrorBody, answer);
  // The position in the text is the parser's.
  mustBeReadable(detail.replace(/not valid JSON: .*/s, "not valid JSON"));
});
