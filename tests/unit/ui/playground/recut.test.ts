/** Settings that only limit how many results come back change the answer without a run. */
import { expect, test } from "vitest";
import { defaultModel } from "../../../../src/models/catalogue.ts";
import { type Draft, openingDraft } from "../../../../src/ui/playground/stores/draft.ts";
import { recut } from "../../../../src/ui/playground/stores/recut.ts";
import type { Answer } from "../../../../src/ui/playground/stores/run.ts";

const draft = openingDraft();
const documents = draft.rows.map(({ document }) => document);
const ranked = documents.map((_, index) => ({
  index: (index + 3) % documents.length,
  relevance_score: 0.9 - index / 10,
  documentTokens: 10,
  usedTokens: 10,
  cached: false,
}));
const answer = {
  draft,
  documents,
  ranked,
  response: {
    id: "one",
    object: "list",
    model: "m",
    results: [],
    usage: { prompt_tokens: 1, completion_tokens: 0, total_tokens: 1 },
  },
} as unknown as Answer;
const withSettings = (change: Partial<Draft["settings"]>): Draft => ({
  ...draft,
  settings: { ...draft.settings, ...change },
});
const cut = (change: Partial<Draft["settings"]>) => recut(answer, withSettings(change), defaultModel);

test("top_n and min_score cut the same ranking elsewhere", () => {
  expect(cut({ topN: "2" })?.response.results).toEqual([
    { index: 3, relevance_score: 0.9, document: documents[3] },
    { index: 4, relevance_score: 0.8, document: documents[4] },
  ]);
  expect(cut({ topN: "" })?.response.results).toHaveLength(10);
  const above = cut({ topN: "5", minScore: "0.75" });
  expect(above?.response).toMatchObject({
    id: "one",
    results: [{ index: 3 }, { index: 4 }],
    below_min_score: 8,
  });
  expect(above?.draft.settings).toMatchObject({ topN: "5", minScore: "0.75" });
  // The limit is taken back.
  expect(above && recut(above, withSettings({ topN: "4" }), defaultModel)?.response).not.toHaveProperty(
    "below_min_score",
  );
});

test("documents that were not read are not below the minimum", () => {
  const partial: Answer = {
    ...answer,
    ranked: ranked.slice(0, 4),
    response: { ...answer.response, unread_documents: [7, 8, 9, 0, 1, 2] },
  };
  expect(recut(partial, withSettings({ minScore: "0.75" }), defaultModel)?.response).toMatchObject({
    below_min_score: 2,
    unread_documents: [7, 8, 9, 0, 1, 2],
  });
});

test("what needs a run, or is not valid, leaves the answer as it is", () => {
  expect(cut({})).toBeUndefined();
  expect(cut({ topN: "0" })).toBeUndefined();
  expect(cut({ topN: "2", minScore: "much" })).toBeUndefined();
  expect(cut({ topN: "2", maxTokensPerDocument: "5" })).toBeUndefined();
  expect(cut({ budgetMs: "5" })).toBeUndefined();
  expect(recut(answer, { ...withSettings({ topN: "2" }), query: "another" }, defaultModel)).toBeUndefined();
});
