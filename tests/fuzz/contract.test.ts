/** The contract: any value is a valid request, or fields are named that are wrong. */
import fc from "fast-check";
import {
  type ValidRerankRequest,
  anyInput,
  inputText,
  parseRequest,
  textOnly,
} from "../../src/contract/rerank.ts";
import { must, resultOrFault } from "./expectations.ts";
import { damagedJson, hostileText, hostileValue } from "./hostile.ts";
import { fuzz } from "./targets.ts";

async function check(input: unknown): Promise<void> {
  for (const reads of [anyInput, textOnly]) {
    const request = await resultOrFault(() => parseRequest(input, reads));
    if (request) expectValid(request);
  }
}

function expectValid(request: ValidRerankRequest): void {
  const { query, documents, top_n: topN, min_score: minScore } = request;
  const hasQuery =
    (typeof query !== "string" && query.image !== undefined) || inputText(query)?.trim() !== "";
  must(hasQuery, "a valid query is not empty");
  must(documents.length > 0, "a valid request has documents");
  for (const document of documents)
    must(typeof (inputText(document) ?? "") === "string", "the text of a document is a text");
  must(typeof topN !== "number" || (Number.isInteger(topN) && topN >= 1), "top_n is a number of results");
  must(minScore === undefined || Number.isFinite(minScore), "min_score is a finite number");
}

fuzz("contract: any value as a request", hostileValue, check);

const right = {
  model: "org/name",
  query: { text: "what bakes bread" },
  documents: [
    "the oven",
    { text: "a river", id: 7, title: "t", metadata: { a: [1] } },
    { image: "https://a.b/c.png" },
  ],
  top_n: 2,
  min_score: 0.5,
  max_tokens_per_document: 5,
  max_tokens_per_query: 5,
  truncate: "start",
  instruction: "be strict",
  return_documents: true,
  metadata: { a: 1 },
  user: "u",
  extra_body: { x: 1 },
};

fuzz(
  "contract: a damaged request",
  fc.oneof(damagedJson(right), fc.record({ query: hostileText, documents: fc.array(hostileText) })),
  check,
);
