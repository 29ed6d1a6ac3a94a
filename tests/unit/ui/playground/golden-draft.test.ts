import { expect, test } from "vitest";
import { goldenDraft } from "../../../../src/ui/playground/stores/draft.ts";
import { defaultSettings } from "../../../../src/ui/draft/shared-draft.ts";

test("texts with known scores fill the page: the first query and the documents that belong to it", () => {
  const pairs = [
    { query: "a", document: "one", score: 1 },
    { query: "b", document: "two", score: 2 },
    { query: "a", document: "three", score: 3 },
  ];
  const settings = { ...defaultSettings, modelId: "org/name" };
  const draft = goldenDraft({ source: "the card", uncertainty: 0, pairs }, settings);
  expect(draft.query).toBe("a");
  expect(draft.rows.map(({ document }) => document)).toEqual(["one", "three"]);
  expect(draft.settings).toMatchObject({ modelId: "org/name", topN: "2" });
});
