/** What matters in a text: every sentence with its own score. */
import { expect, test } from "vitest";
import { sentencesIn } from "../../../src/engine/sentences.ts";
import { highlight, keepSentences } from "../../../src/engine/highlight.ts";
import { WordReranker } from "../http/word-reranker.ts";

const cut = (text: string): string[] => sentencesIn(text).map(({ start, end }) => text.slice(start, end));

test.each([
  ["One. Two!  Three?", ["One.", "Two!", "Three?"]],
  ["He said “no.” Then he left.", ["He said “no.”", "Then he left."]],
  ["蜂は家に帰る。太陽を見る。", ["蜂は家に帰る。", "太陽を見る。"]],
  ["A line\n\n  Another line  ", ["A line", "Another line"]],
  ["Version 2.0 costs 3.50 euros", ["Version 2.0 costs 3.50 euros"]],
  ["  ", []],
])("the sentences of %j", (text, sentences) => {
  expect(cut(text)).toEqual(sentences);
});

test("each sentence is scored as a document of its own, in the order of the text", async () => {
  const text = "The bees dance. Copper is a metal. The sun shows bees home.";
  const query = "bees home";
  const reranker = new WordReranker("words");
  const sentences = await highlight(reranker, query, text);
  expect(sentences.map(({ start, end }) => text.slice(start, end))).toEqual(cut(text));
  for (const { start, end, relevance_score: score } of sentences) {
    const alone = await reranker.rerank({ query, documents: [text.slice(start, end)] });
    expect(score).toBe(alone.results[0]?.relevance_score);
  }
  expect(keepSentences(text, sentences, 1)).toBe("The sun shows bees home.");
  expect(keepSentences(text, sentences, 0.5)).toBe("The bees dance. The sun shows bees home.");
});

test("a blank text has none, and no model is asked", async () => {
  const never = { rerank: () => Promise.reject(new Error("asked")) };
  expect(await highlight(never, "q", " \n ")).toEqual([]);
});

test("a signal ends it, and the instruction goes along", async () => {
  const asked: unknown[] = [];
  const reranker = new WordReranker("words");
  const spy = {
    rerank: (...parameters: Parameters<typeof reranker.rerank>) => {
      asked.push(parameters[0].instruction);
      return reranker.rerank(...parameters);
    },
  };
  await highlight(spy, "q", "A text.", { instruction: "find recipes" });
  expect(asked).toEqual(["find recipes"]);
  const signal = AbortSignal.abort();
  await expect(highlight(reranker, "q", "A text.", { signal })).rejects.toThrow("abort");
});
