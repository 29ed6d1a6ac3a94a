import { expect, test } from "vitest";
import { defaultSettings } from "../../../../src/ui/draft/shared-draft.ts";
import { keepDraft, restoreKept } from "../../../../src/ui/playground/stores/saved-draft.ts";

const settings = (modelId: string) => ({ ...defaultSettings, modelId, dtype: "q8" as const });
const draft = (modelId: string) => ({
  query: "q",
  queryImage: undefined,
  rows: [],
  settings: settings(modelId),
});
const chosen = "org/chosen";

test("a draft comes back with the model that was chosen", () => {
  expect(restoreKept(keepDraft(draft(chosen)))?.settings).toEqual(settings(chosen));
  expect(restoreKept(keepDraft(draft(defaultSettings.modelId)))?.settings).toEqual(
    settings(defaultSettings.modelId),
  );
});

test("where the site has got another default model, a draft that had the former one gets it", () => {
  const former = { ...keepDraft(draft("org/former")), defaultModelId: "org/former" };
  expect(restoreKept(former)?.settings).toEqual(defaultSettings);
  const other = { ...keepDraft(draft(chosen)), defaultModelId: "org/former" };
  expect(restoreKept(other)?.settings.modelId).toBe(chosen);
});

test("a draft of before, which names no default, had the embedded model's", () => {
  const { defaultModelId: _, ...old } = keepDraft(draft(chosen));
  expect(restoreKept(old)?.settings.modelId).toBe(chosen);
});
