/** Long texts end no request, and bounding them changes no token that the model reads. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { mismatches, readRecord } from "../../../../scripts/tokenizers/compare.mjs";
import { corpus, longTexts } from "../../../../scripts/tokenizers/corpus.mjs";
import { singleRows } from "../../../../src/engine/worker/batches.ts";
import { documentTokens } from "../../../../src/engine/worker/document-tokens.ts";
import { create as createCrossEncoder } from "../../../../src/engine/worker/families/cross-encoder.ts";
import { createTokenizer } from "../../../../src/engine/worker/tokenizer.ts";
import { recordingSession } from "./fakes.ts";

const load = (folder: string) => {
  const file = (name: string) => ({
    name,
    blob: new Blob([readFileSync(`tests/fixtures/hub/tabrank/${folder}/${name}`)]),
  });
  return createTokenizer(file("tokenizer.json"), file("tokenizer_config.json"));
};
const truncation = { truncate: "end" } as const;

describe.each([
  ["bert", "tiny-bert-cross-encoder"],
  ["xlmr", "tiny-xlmr-cross-encoder"],
  ["deberta", "tiny-deberta-cross-encoder"],
  ["modernbert", "tiny-modernbert-cross-encoder"],
  ["decoders", "tiny-listwise"],
])("%s", (name, folder) => {
  const loaded = load(folder);

  test("long texts have the original's ids", async () => {
    const { encode } = await loaded;
    expect(mismatches(longTexts(), readRecord(name).long, encode)).toEqual([]);
  }, 20_000);

  test("the ids of a beginning are the first ids of the whole text", async () => {
    const { encode, encodeBeginning } = await loaded;
    const texts = corpus();
    let compared = 0;
    for (let at = 0; at < texts.length; at += 2200)
      for (const joint of ["", " "]) {
        const text = texts.slice(at, at + 500).join(joint);
        const all = encode(text);
        // Cuts inside of words, clusters, surrogate pairs and special tokens.
        for (let units = 3000; units < 3040; units += 7) {
          const beginning = encodeBeginning(text, units);
          expect(all.slice(0, beginning.length)).toEqual(beginning);
          compared += beginning.length;
        }
      }
    expect(compared).toBeGreaterThan(5000);
  }, 20_000);
});

test("a text of more than a million characters is read from its beginning, with the same tokens", async () => {
  const tokenizer = await load("tiny-bert-cross-encoder");
  const text = "the train leaves at nine. ".repeat(60_000);
  const bounded = documentTokens(text, tokenizer, 512, truncation);
  expect(bounded.ids).toEqual(tokenizer.encode(text.slice(0, 10_000)).slice(0, 512));
  expect(bounded.tokens).toBeGreaterThan(10_000);
  expect(bounded.tokens).toBeLessThan(tokenizer.encode(text).length);
  // The last tokens, or a limit that the beginning does not reach, need the whole text.
  const last = documentTokens(text, tokenizer, 512, { truncate: "start" });
  expect(last.ids).toEqual(tokenizer.encode(text.slice(-10_000)).slice(-512));
  const spaces = documentTokens(`${" ".repeat(1_100_000)}train`, tokenizer, 512, truncation);
  expect(spaces).toEqual({
    prefix: [],
    ids: tokenizer.encode("train"),
    tokens: tokenizer.encode("train").length,
  });
});

test.each(["tiny-xlmr-cross-encoder", "tiny-deberta-cross-encoder"])(
  "%s: a long document does not lose the others",
  async (folder) => {
    const tokenizer = await load(folder);
    const session = recordingSession(({ ids }) => [[ids.length]]);
    const recipe = { family: "cross-encoder" } as const;
    const family = createCrossEncoder({
      recipe,
      tokenizer,
      session,
      maxTokens: 128,
      batches: singleRows,
      cacheBytes: 0,
    });
    const documents = ["a train", "x".repeat(63_000), "ordinary words of a text ".repeat(8000)];
    const { documents: scores } = await family.score({ query: "train", documents, truncation });
    expect(scores.map(({ promptTokens }) => promptTokens).slice(1)).toEqual([128, 128]);
    expect(scores.every(({ score }) => score !== undefined)).toBe(true);
  },
);
