/** Repositories that sentence-transformers wrote, scored as it scores them: `tools/fixtures/declared.py`. */
import { describe, expect, test } from "vitest";
import reference from "../../../../fixtures/reference/sentence-transformers.json";
import { cases } from "../../../../../tools/fixtures/texts.json";
import { activate } from "../../../../../src/engine/worker/activations.ts";
import { jsonFile, loadFiles, overTinyBert } from "./tiny-repositories.ts";

const truncation = { truncate: "end" } as const;

describe("a repository of sentence-transformers is scored as the original scores it", () => {
  test.each(Object.entries(reference.repositories))("%s", async (name, scores) => {
    const { loaded } = await loadFiles(overTinyBert(`tests/fixtures/sentence-transformers/${name}`));
    let compared = 0;
    for (const [at, { query, documents }] of cases.entries()) {
      const expected = scores[at];
      if (!expected) continue;
      const { documents: found } = await loaded.score({ query, documents, truncation });
      for (const [position, value] of expected.entries()) {
        if (value === null) continue;
        const error = Math.abs((found[position]?.score ?? NaN) - value);
        expect(error, `case ${at}, document ${position}`).toBeLessThan(2e-5 * Math.max(1, Math.abs(value)));
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(10);
  });
});

test("each kind of activation has PyTorch's values", () => {
  const { inputs, outputs } = reference.activations;
  expect(Object.keys(activate)).toEqual(Object.keys(outputs));
  for (const [name, apply] of Object.entries(activate)) {
    const expected = Object.entries(outputs).find(([key]) => key === name)?.[1] ?? [];
    inputs.forEach((input, at) => expect(apply(input)).toBeCloseTo(expected[at] ?? NaN, 6));
  }
});

test("what stands before queries and documents is said on the card", async () => {
  const { model } = await loadFiles(overTinyBert("tests/fixtures/sentence-transformers/prompts"));
  expect(model.quality).toContain('Before every query it reads "Which page answers: ".');
  expect(model.quality).toContain('Before every document it reads "page of the archive: ".');
});

test("a prefix is not counted as the document's, and stays when the document's start is cut off", async () => {
  const { loaded } = await loadFiles(overTinyBert("tests/fixtures/sentence-transformers/prompts"));
  const documents = ["The train leaves at nine."];
  const query = "cheap train tickets";
  const lengths = await loaded.score({ query, documents, truncation });
  expect(lengths.documents[0]).toMatchObject({ documentTokens: 6, usedTokens: 6 });
  const one = { truncate: "start", maxTokensPerDocument: 1 } as const;
  const cut = await loaded.score({ query, documents, truncation: one });
  const last = await loaded.score({ query, documents: ["."], truncation });
  expect(cut.documents[0]?.score).toBeCloseTo(last.documents[0]?.score ?? NaN, 6);
});

test("sentence-transformers' limit replaces the tokenizer's, and the graph's positions bound both", async () => {
  const files = overTinyBert("tests/fixtures/sentence-transformers/max-seq-length");
  files.set("tokenizer_config.json", jsonFile({ model_max_length: 8 }));
  expect((await loadFiles(files)).model.maxTokens).toBe(16);
  files.set("sentence_bert_config.json", jsonFile({ max_seq_length: 512 }));
  expect((await loadFiles(files)).model.maxTokens).toBe(128);
});
