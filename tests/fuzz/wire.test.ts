/** The APIs of other servers: what is read of a request or an answer is right, and what is written can be read again. */
import fc from "fast-check";
import { anyInput, inputText, parseRequest } from "../../src/contract/rerank.ts";
import { decodeAnswer } from "../../src/wire/decode-answer.ts";
import { decodeRequest } from "../../src/wire/decode-request.ts";
import { encodeAnswer } from "../../src/wire/encode-answer.ts";
import { encodeRequest } from "../../src/wire/encode-request.ts";
import { findFormat } from "../../src/wire/find-format.ts";
import type { WireFormat } from "../../src/wire/format.ts";
import { formats } from "../../src/wire/formats.ts";
import { withRankFields } from "../../src/wire/rank-fields.ts";
import { must, mustBeReadable, resultOrFault } from "./expectations.ts";
import { damagedJson, hostileKey, hostileText, hostileValue } from "./hostile.ts";
import { fuzz } from "./targets.ts";

const all: readonly WireFormat[] = Object.values(formats);
const format = fc.constantFrom(...all);

const right = parseRequest(
  {
    model: "org/name",
    query: "what bakes bread",
    documents: ["the oven", { text: "a river", id: 7 }],
    top_n: 2,
    truncate: "end",
    return_documents: true,
  },
  anyInput,
);
const rightBodies = all.map(({ request }) => ({ ...encodeRequest(request, right).body, rank_fields: null }));

fuzz(
  "wire: a damaged request of any API",
  fc.tuple(
    fc.oneof(...rightBodies.map(damagedJson)),
    fc.boolean(),
    fc.webUrl({ withFragments: true, withQueryParameters: true }),
    fc.option(fc.array(hostileKey, { maxLength: 3 })),
  ),
  async ([body, returns, url, rankFields]) => {
    if (typeof body !== "object" || body === null || Array.isArray(body)) return;
    const fields: Record<string, unknown> = Object.fromEntries(Object.entries(body));
    must(all.includes(findFormat(url, fields)), "every request has a known format");
    await resultOrFault(() => {
      const { request, rankFields: asked } = decodeRequest(fields, returns);
      const documents = withRankFields(request["documents"], rankFields ?? asked ?? ["text"]);
      const valid = parseRequest(documents ? { ...request, documents } : request, anyInput);
      must(valid.documents.length > 0, "a valid request has documents");
    });
  },
);

/** `rank_fields` names fields that a document has, never those that every object of the language has. */
fuzz(
  "wire: rank_fields of any names",
  fc.tuple(
    fc.array(
      fc.array(fc.tuple(hostileKey, hostileValue)).map((entries) => Object.fromEntries(entries)),
      {
        minLength: 1,
        maxLength: 3,
      },
    ),
    fc.oneof(fc.array(hostileKey), hostileValue),
  ),
  async ([documents, names]) => {
    const ranked = await resultOrFault(() => withRankFields(documents, names));
    for (const [at, document] of (ranked ?? []).entries()) {
      const has =
        Array.isArray(names) && names.some((name) => Object.hasOwn(documents[at] ?? {}, String(name)));
      must(has, "a ranked document has one of the fields");
      must(typeof Object(document).text === "string", "a ranked document has a text");
    }
  },
);

const rightAnswer = {
  id: "a",
  model: "m",
  results: [
    { index: 1, relevance_score: 0.9, document: { text: "b" } },
    { index: 0, score: "0.5" },
  ],
  usage: { total_tokens: 3, prompt_tokens: 3 },
  meta: { tokens: { input_tokens: 3 } },
};

fuzz(
  "wire: any answer",
  fc.oneof(damagedJson(rightAnswer), damagedJson(rightAnswer.results), hostileValue),
  (answer) => {
    let decoded;
    try {
      decoded = decodeAnswer(answer);
    } catch (error) {
      must(
        error instanceof Error && !(error instanceof RangeError),
        `it fails with a reason: ${String(error)}`,
      );
      mustBeReadable(error.message.slice(0, 400));
      return;
    }
    for (const { index, score } of decoded.results) {
      must(Number.isInteger(index) && index >= 0, "an index is a position");
      must(Number.isFinite(score), "a score is a number");
    }
    for (const count of Object.values(decoded.usage ?? {}))
      must(
        typeof count === "number" && Number.isSafeInteger(count) && count >= 0,
        `tokens are counted: ${String(count)}`,
      );
  },
);

const texts = fc.array(hostileText, { minLength: 1, maxLength: 4 });

fuzz(
  "wire: what is written is read",
  fc.tuple(format, hostileText, texts, fc.nat(9)),
  async ([{ request, answer }, query, documents, top]) => {
    const asked = await resultOrFault(() => parseRequest({ query, documents, top_n: top + 1 }, anyInput));
    if (!asked) return;
    const { body, unsupportedFields } = encodeRequest(request, asked);
    const sent: Record<string, unknown> = JSON.parse(JSON.stringify(body));
    const read = parseRequest(decodeRequest(sent, true).request, anyInput);
    must(inputText(read.query) === query, "the query is as it was");
    must(JSON.stringify(read.documents) === JSON.stringify(documents), "the documents are as they were");
    must(
      unsupportedFields.length > 0 || request.top_n === undefined || read.top_n === top + 1,
      "top_n is as it was",
    );

    const results = documents.map((_, index) => ({ index, relevance_score: 1 - index / 10 }));
    const usage = { prompt_tokens: 1, completion_tokens: 0, total_tokens: 1 };
    const written = encodeAnswer(
      answer,
      { id: "i", object: "list", model: query, results, usage },
      { documents, ignoredFields: [query], apiVersion: "1" },
    );
    const { results: readResults } = decodeAnswer(JSON.parse(JSON.stringify(written)));
    must(
      readResults.every(({ index, score }, at) => index === at && score === 1 - at / 10),
      "an answer is as it was",
    );
  },
);
