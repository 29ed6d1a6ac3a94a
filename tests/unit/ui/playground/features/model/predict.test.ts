import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { catalogue, findModel } from "../../../../../../src/models/catalogue.ts";
import { embeddedModel } from "../../../../../../src/models/embedded-model.ts";
import { modelWork } from "../../../../../../src/models/work.ts";
import { type MeasuredRun, predictMs } from "../../../../../../src/ui/playground/features/model/predict.ts";

const document = (tokens: number, cached = false) => ({
  documentTokens: tokens,
  usedTokens: Math.min(tokens, 256),
  cached,
});
/** Of the documents, 100 tokens were read in 50 ms. */
const run: MeasuredRun = {
  model: embeddedModel,
  ranked: [document(100), document(300, true)],
  queryTokens: 10,
  elapsedMs: 50,
};
const model = (id: string) => findModel(id) ?? expect.fail(`${id} is not in the catalogue.`);

test("each model of the catalogue has the work that its file says", () => {
  for (const { id } of catalogue) {
    const file = new URL(
      `../../../../../../src/models/catalogue/${id.replace("/", "--")}.json`,
      import.meta.url,
    );
    expect(modelWork(id)).toBe((JSON.parse(readFileSync(file, "utf8")) as { work: number }).work);
  }
});

test("the time follows from this machine's speed, the model's work, and the query beside each document", () => {
  // A cross-encoder reads 110 and 310 tokens.
  expect(predictMs(model("Xenova/ms-marco-MiniLM-L-6-v2"), run)).toBeCloseTo(0.5 * 420);
  expect(predictMs(model("cross-encoder/mmarco-mMiniLMv2-L12-H384-v1"), run)).toBeCloseTo(0.5 * 2 * 420);
  // An embedding model reads the documents alone; this one as many tokens as 256.
  expect(predictMs(embeddedModel, run)).toBeCloseTo(0.5 * (100 + 256));
});

test("a run of a cross-encoder tells as much: the query was read with each document", () => {
  const measured = { ...run, model: model("cross-encoder/mmarco-mMiniLMv2-L12-H384-v1") };
  expect(predictMs(embeddedModel, measured)).toBeCloseTo((50 / 110 / 2) * (100 + 256));
});

test("what came from a cache, in no time or from a model that is not known tells nothing", () => {
  const other = model("Xenova/ms-marco-MiniLM-L-6-v2");
  expect(predictMs(other, { ...run, ranked: [document(100, true)] })).toBeUndefined();
  expect(predictMs(other, { ...run, elapsedMs: 2 })).toBeUndefined();
  expect(predictMs(other, { ...run, model: { ...embeddedModel, id: "mine" } })).toBeUndefined();
  expect(predictMs({ ...other, id: "mine" }, run)).toBeUndefined();
});
