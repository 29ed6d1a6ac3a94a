/** Cards that sentence-transformers wrote, and the scores that it printed on them. */
import { describe, expect, test } from "vitest";
import { inspectFiles } from "../../../../../src/engine/local/inspect-repository.ts";
import { parsePythonList } from "../../../../../src/engine/local/inspect/python-literals.ts";
import { jsonFile, loadFiles, overTinyBert } from "./tiny-repositories.ts";

const fixture = (name: string) => overTinyBert(`tests/fixtures/sentence-transformers/${name}`);

describe("the example of a card is taken for golden pairs, and its scores are ours", () => {
  test.each([
    ["dense-tanh", 6, "It's so sunny outside!"],
    ["prompts", 3, "Which planet is known as the Red Planet?"],
    ["head-after-cls", 3, "How many calories in an egg"],
  ])("%s", async (name, pairs, query) => {
    const { model, loaded } = await loadFiles(fixture(name));
    if (typeof model.golden !== "object") throw new Error("There are no golden pairs.");
    const { golden, quality } = model;
    expect(golden.pairs).toHaveLength(pairs);
    expect(golden.pairs.map((pair) => pair.query)).toContain(query);
    expect(quality).toContain(`checked with the example on its card (${pairs} pairs).`);
    for (const { query: asked, document, score } of golden.pairs) {
      const input = { query: asked, documents: [document], truncation: { truncate: "end" } } as const;
      const found = (await loaded.score({ ...input, documents: [document] })).documents[0]?.score ?? NaN;
      expect(Math.abs(found - score)).toBeLessThan(1e-4);
    }
  });
});

async function withCard(name: string, change: (card: string) => string) {
  const files = fixture(name);
  files.set("README.md", new Blob([change((await files.get("README.md")?.text()) ?? "")]));
  return files;
}

test("a card without scores, or with some left out, has no golden pairs, and the entry says that nothing is verified", async () => {
  for (const change of [
    (card: string) => card.replace("print(similarities)", "print(similarities.shape)"),
    (card: string) => card.replace("0.7341, 0.8690", "..., 0.8690"),
    (card: string) => card.replace(/# {9}\[0\.8690.*\n/, ""),
    (card: string) => card.replace("'He drove to the stadium.'", "load('stadium.png')"),
    (card: string) => card.replace(/model = .*/, 'model = SentenceTransformer("tiny", truncate_dim=4)'),
    (card: string) => card.replace("encode(sentences)", 'encode(sentences, prompt_name="query")'),
    () => "",
  ]) {
    const { golden, quality } = await inspectFiles("tiny", await withCard("dense-tanh", change));
    expect(golden).toBeUndefined();
    expect(quality).toBe("Not in the catalogue: its scores have not been verified.");
  }
});

test("sentences that are encoded without prompts say nothing about a model that is asked with them", async () => {
  const files = await withCard("dense-tanh", (card) => card);
  files.set("config_sentence_transformers.json", jsonFile({ prompts: { query: "q: " } }));
  expect((await inspectFiles("tiny", files)).golden).toBeUndefined();
});

test("printed probabilities are turned back into logits, with what the rounding hides", async () => {
  const files = await withCard("head-after-cls", (card) =>
    card.replace(/# \[12\.0576.*\]/, "# [0.8808 0.5 1.    ]"),
  );
  files.set("config_sentence_transformers.json", jsonFile({ model_type: "CrossEncoder" }));
  const { golden } = await inspectFiles("tiny", files);
  if (typeof golden !== "object") throw new Error("There are no golden pairs.");
  expect(golden.pairs.map(({ score }) => score)).toEqual([expect.closeTo(2, 3), 0]);
  // In bfloat16, a logit of 2 is off by 0.02 at most.
  expect(golden.uncertainty).toBeCloseTo(5e-5 / (0.8808 * 0.1192) + 0.02, 5);
});

test.each([
  [`["a", 'b']`, ["a", "b"]],
  [`['It\\'s', "a \\"b\\"", 'c\\n\\xe9\\u20ac\\U0001f600\\\\']`, ["It's", 'a "b"', "c\né€😀\\"]],
  [
    `[['a', "it's"],\n  ['b', 'c'],\n]`,
    [
      ["a", "it's"],
      ["b", "c"],
    ],
  ],
  ["[]", []],
  ["[1, 2]", undefined],
  ["['a'", undefined],
  ["'a'", undefined],
])("%s is read as Python reads it", (source, expected) => {
  expect(parsePythonList(source, 0)).toEqual(expected);
});
