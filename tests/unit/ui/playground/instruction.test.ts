/** What is typed as an instruction reaches the models that take one, and no others. */
import fc from "fast-check";
import { expect, test, vi } from "vitest";
import type { RerankRequest } from "../../../../src/contract/rerank.ts";
import { RecordedReranker } from "../../../../src/engine/remote/recordings.ts";
import { catalogue } from "../../../../src/models/catalogue.ts";
import { embeddedModel } from "../../../../src/models/embedded-model.ts";
import { elementSnippet } from "../../../../src/ui/playground/features/embed/embed-snippets.ts";
import { createComparisonStore } from "../../../../src/ui/playground/stores/comparison-store.ts";
import { remoteId } from "../../../../src/ui/playground/stores/comparison/candidates.ts";
import { openingDraft, draftRequest } from "../../../../src/ui/playground/stores/draft.ts";
import { createPlaygroundStore } from "../../../../src/ui/playground/stores/playground-store.ts";
import { sameQuestion } from "../../../../src/ui/playground/stores/ranking.ts";
import {
  type RemoteSettings,
  defaultRemote,
  presetSettings,
} from "../../../../src/ui/playground/stores/remote-settings.ts";
import { defaultSettings } from "../../../../src/ui/draft/shared-draft.ts";
import { fakeEngines, modelOf } from "./fake-engines.ts";

const yesNo = modelOf({ family: "yes-no", instruction: "the recipe's" });
const listwise = modelOf({
  family: "listwise",
  maxQueryTokens: 8,
  maxDocumentTokens: 8,
  maxBlockDocuments: 4,
});
const instruction = "Only recipes.";

const draftWith = (typed: string) => ({
  ...openingDraft(),
  settings: { ...defaultSettings, instruction: typed },
});

function setup(remote: RemoteSettings = defaultRemote) {
  const fake = fakeEngines();
  const clock = { now: () => 0, schedule: (show: () => void) => show() };
  const playground = createPlaygroundStore({
    catalogue: [...catalogue, yesNo, listwise],
    engines: fake.engines,
    ...clock,
  });
  const date = () => new Date(0);
  const comparison = createComparisonStore({ playground, engines: fake.engines, ...clock, date, remote });
  const use = (modelId: string) => playground.getState().setSettings({ modelId, instruction });
  return { ...fake, playground, comparison, use };
}

test("it is in the request of a model that takes one, as it is typed, unless it is blank", () => {
  fc.assert(
    fc.property(fc.string(), fc.constantFrom(yesNo, listwise, embeddedModel, undefined), (typed, model) => {
      const takes = model !== embeddedModel && typed.trim() !== "";
      expect(draftRequest(draftWith(typed), model).instruction).toBe(takes ? typed : undefined);
      expect("instruction" in draftRequest(draftWith(typed), model)).toBe(takes);
    }),
  );
});

test("the page's own model gets it; one that takes none runs as if nothing were typed", async () => {
  const { playground, requests, use } = setup();
  use(yesNo.id);
  await playground.getState().rerank();
  use(embeddedModel.id);
  await playground.getState().rerank();
  expect(playground.getState().run).toEqual({ status: "idle" });
  expect(requests.map((request) => request.instruction)).toEqual([instruction, undefined]);
});

test("another instruction is another question", () => {
  expect(sameQuestion(draftWith(instruction), draftWith(instruction))).toBe(true);
  expect(sameQuestion(draftWith(instruction), draftWith(""))).toBe(false);
});

test("of two models that are compared the one that takes none says so", async () => {
  const { playground, comparison, requests, use } = setup();
  const { addLocalCandidate } = comparison.getState();
  addLocalCandidate({ modelId: listwise.id, device: "auto", dtype: "auto" });
  addLocalCandidate({ modelId: embeddedModel.id, device: "auto", dtype: "auto" });
  use(yesNo.id);
  await playground.getState().rerank();
  const ranking = (candidate: string) => comparison.getState().candidates[candidate]?.ranking;
  await vi.waitFor(() => expect(ranking("local-2")).toBeDefined());
  expect(requests.map((request) => request.instruction)).toEqual([instruction, instruction, undefined]);
  expect(ranking("local-1")?.notes).toEqual([]);
  expect(ranking("local-2")?.notes).toEqual(["This model takes no instruction, so it ran without one."]);
});

/** A server in the place of `fetch`. */
async function askServer(remote: RemoteSettings, modelId: string) {
  const bodies: RerankRequest[] = [];
  vi.stubGlobal("fetch", async (_url: string, init: RequestInit) => {
    bodies.push(JSON.parse(init.body as string) as RerankRequest);
    const results = [{ index: 0, relevance_score: 1 }];
    return Response.json({ results, data: results });
  });
  const { playground, comparison, use } = setup(remote);
  comparison.getState().enableRemote(true);
  use(modelId);
  await playground.getState().rerank();
  const candidate = () => comparison.getState().candidates[remoteId];
  await vi.waitFor(() => expect(candidate()?.run.status).toBe("idle"));
  vi.unstubAllGlobals();
  return { bodies, ranking: candidate()?.ranking, recordings: comparison.getState().recordings };
}

test("a server gets it where it documents one, and only with a model here that takes it", async () => {
  const known = await askServer(defaultRemote, yesNo.id);
  expect(known.bodies).toMatchObject([{ instruction }]);
  expect(known.ranking?.notes.join(" ")).not.toContain("instruction");
  const unasked = await askServer(defaultRemote, embeddedModel.id);
  expect(unasked.bodies[0]).not.toHaveProperty("instruction");
  expect(unasked.ranking?.source).not.toBe(known.ranking?.source);
});

test("a server that knows none is asked without, which is said", async () => {
  const { bodies, ranking } = await askServer(presetSettings("voyage"), listwise.id);
  expect(bodies[0]).not.toHaveProperty("instruction");
  expect(ranking?.notes).toContain("Not sent, because Voyage AI does not support it: instruction.");
});

test("a recording answers the instruction that it was made with, and no other", async () => {
  const { recordings } = await askServer(defaultRemote, yesNo.id);
  const { model: _, ...asked } = draftRequest(
    { ...openingDraft(), settings: { ...defaultSettings, instruction } },
    yesNo,
  );
  const reranker = new RecordedReranker(recordings);
  await expect(reranker.rerank(asked)).resolves.toMatchObject({ results: [{ index: 0 }] });
  for (const other of ["Other.", undefined]) {
    const { instruction: _, ...rest } = asked;
    const run = reranker.rerank({ ...rest, ...(other !== undefined && { instruction: other }) });
    await expect(run).rejects.toThrow(/recorded with a different instruction/);
  }
});

test("the code for another page has it for a model that takes one", () => {
  const options = { site: "https://site.example/", mode: "full" } as const;
  const snippet = (modelId: string) =>
    elementSnippet({ ...openingDraft(), settings: { ...defaultSettings, modelId, instruction } }, options);
  expect(snippet(embeddedModel.id)).not.toContain("instruction=");
  const taking = catalogue.find(({ recipe }) => recipe.family === "yes-no");
  if (taking) expect(snippet(taking.id)).toContain(`instruction="${instruction}"`);
});
