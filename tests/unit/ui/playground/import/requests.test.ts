/** Bodies that real clients send to rerank servers, recorded, opened as files and put into the JSON pane. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { inputText } from "../../../../../src/contract/rerank.ts";
import {
  makeDocuments,
  proposeChoice,
} from "../../../../../src/ui/playground/features/documents/import/proposal/documents.ts";
import { readPane } from "../../../../../src/ui/playground/features/documents/import/read-pane.ts";
import { readText } from "../../../../../src/ui/playground/features/documents/import/read.ts";

interface Call {
  client: string;
  path: string;
  body: Record<string, unknown>;
}

const file = new URL("../../../../fixtures/uploads/client-requests.jsonl", import.meta.url);
const lines = readFileSync(file, "utf8").trim().split("\n");
const calls = lines.map((line) => JSON.parse(line) as Call);

/** What the body asks for, by the documentation of `/rerank` servers; the calls differ in these names only. */
function asked({ body }: Call): { query: string; topN: unknown; texts: string[] } {
  const documents = (body["documents"] ?? body["texts"] ?? body["input"]) as (
    | string
    | Record<string, string>
  )[];
  const fields = body["rank_fields"] as string[] | undefined;
  const texts = documents.map((document) => {
    if (typeof document === "string") return document;
    // A page has one text field: of several rank fields, the one that is no title.
    const ranked = fields?.find((field) => field !== "title") ?? fields?.[0];
    return String(ranked === undefined ? (document["text"] ?? document["body"]) : document[ranked]);
  });
  const query = (body["query"] ?? (body["queries"] as string[])[0]) as string;
  return { query, topN: body["top_n"] ?? body["top_k"] ?? undefined, texts };
}

describe.each(calls.map((call, index) => [index + 1, call.client, call.path, call] as const))(
  "call %i: %s, %s",
  (_, __, ___, call) => {
    test("keeps its query and its number of results", () => {
      const text = JSON.stringify(call.body, null, 2);
      const read = readText({ name: "request.json", text });
      if (!read.ok) throw new Error(JSON.stringify(read.problems));
      const [list, ...others] = read.value.lists;
      if (!list) throw new Error("There is no list.");
      const { documents, problems } = makeDocuments(list, proposeChoice(list));
      const { query, topN, texts } = asked(call);
      expect({ query: list.query, topN: list.topN, texts: documents.map(inputText) }).toEqual({
        query,
        topN,
        texts,
      });
      expect(others).toEqual([]);
      expect(problems).toEqual([]);
      expect(readPane(text)).toMatchObject({
        kind: "choice",
        content: { lists: [{ query, items: list.items }] },
      });
    });
  },
);

test("a file of recorded calls offers the documents of each", () => {
  const read = readText({ name: "calls.jsonl", text: lines.join("\n") });
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  expect(read.value.lists.length).toBe(calls.length);
});
