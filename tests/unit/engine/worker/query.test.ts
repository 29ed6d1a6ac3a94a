/** A query cut to a number of tokens is read as if it had ended there. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { encodeQuery, promptQuery, queryKey } from "../../../../src/engine/worker/query.ts";
import { wordTokenizer } from "./fakes.ts";

const words = fc.array(fc.stringMatching(/^[a-z]{1,9}$/), { minLength: 1, maxLength: 12 });
const limit = fc.integer({ min: 1, max: 14 });
const cutTo = (maxTokensPerQuery: number) => ({ truncate: "end" as const, maxTokensPerQuery });

test("the first tokens stay, and the query's own length is told", () => {
  fc.assert(
    fc.property(words, limit, (texts, max) => {
      const { ids, tokens, usedTokens } = encodeQuery(
        { query: texts.join(" "), truncation: cutTo(max) },
        wordTokenizer,
      );
      expect(ids).toEqual(wordTokenizer.encode(texts.slice(0, max).join(" ")));
      expect([tokens, usedTokens]).toEqual([texts.length, Math.min(max, texts.length)]);
    }),
  );
});

test("without a limit all of it is read", () => {
  const { ids, usedTokens } = encodeQuery(
    { query: "a bb ccc", truncation: { truncate: "end" } },
    wordTokenizer,
  );
  expect([ids, usedTokens]).toEqual([[1, 2, 3], 3]);
});

test("what the model puts before every query is never cut", () => {
  const query = { query: "a bb ccc", truncation: cutTo(2) };
  expect(encodeQuery(query, wordTokenizer, "query: ").ids).toEqual([6, 1, 2]);
});

test("a text of a prompt is cut at the lower of the model's limit and the request's", () => {
  const read = (max: number, own: number) =>
    promptQuery({ query: "a bb ccc dddd", truncation: cutTo(max) }, wordTokenizer, own);
  expect(read(2, 3)).toEqual({ text: "x xx", tokens: 4, usedTokens: 2 });
  expect(read(3, 2)).toEqual({ text: "x xx", tokens: 4, usedTokens: 2 });
});

describe("queryKey", () => {
  test("tells queries apart that are cut differently", () => {
    const keys = [undefined, 1, 2].map((max) =>
      queryKey({ query: "a b", truncation: max === undefined ? { truncate: "end" } : cutTo(max) }),
    );
    expect(new Set(keys).size).toBe(3);
  });
});
