import { expect, test } from "vitest";
import { RerankError } from "../../../../../src/contract/errors.ts";
import type { LocalReranker } from "../../../../../src/engine/local/local-reranker.ts";
import { catalogue } from "../../../../../src/models/catalogue.ts";
import { loadMatches } from "../../../../../src/ui/playground/features/matches/load-matches.ts";
import type { TokenMatches } from "../../../../../src/ui/playground/stores/engines.ts";
import { createPlaygroundStore } from "../../../../../src/ui/playground/stores/playground-store.ts";
import { fakeEngines } from "../fake-engines.ts";

const found: TokenMatches = { query: [], document: [], similarities: new Float32Array() };

async function setup(match: () => Promise<TokenMatches> = async () => found) {
  const asked: Parameters<LocalReranker["match"]>[] = [];
  const { engines } = fakeEngines();
  const store = createPlaygroundStore({
    catalogue,
    now: () => 0,
    schedule: (show) => show(),
    engines: {
      ...engines,
      get: (...owner) => {
        const engine = engines.get(...owner);
        engine.match = (...texts) => {
          asked.push(texts);
          return match();
        };
        return engine;
      },
    },
  });
  const { getState } = store;
  getState().setSettings({ truncate: "start", maxTokensPerDocument: "40" });
  await getState().rerank();
  const { answer, engineFor } = getState();
  if (!answer) throw new Error("There is no answer.");
  const { signal } = new AbortController();
  return {
    getState,
    asked,
    look: (index: number) => loadMatches({ engineFor, answer, index, signal }),
    answer,
  };
}

test("the engine of the answer is asked with the settings of the answer, not with the current ones", async () => {
  const { getState, look, asked, answer } = await setup();
  getState().setQuery("something else");
  getState().setSettings({ truncate: "end", device: "wasm" });
  expect(await look(2)).toEqual({ status: "found", matches: found });
  const [[query, document, options] = []] = asked;
  expect([query, document]).toEqual([answer.draft.query, answer.documents[2]]);
  expect(options).toMatchObject({ truncate: "start", maxTokensPerDocument: 40 });
});

test("no other engine is asked", async () => {
  const { getState, look, asked } = await setup();
  getState().setSettings({ device: "wasm" });
  await getState().rerank();
  expect(await look(0)).toEqual({ status: "gone" });
  expect(asked).toEqual([]);
});

test("an engine that is replaced during the request is gone, which is not an error", async () => {
  const { look } = await setup(() => Promise.reject(new RerankError("disposed", "gone")));
  expect(await look(0)).toEqual({ status: "gone" });
  const between = await setup(async () => {
    between.getState().setSettings({ device: "wasm" });
    await between.getState().rerank();
    return found;
  });
  expect(await between.look(0)).toEqual({ status: "gone" });
});

test("an error is reported", async () => {
  const { look } = await setup(() => Promise.reject(new RerankError("query_too_long", "too long")));
  expect(await look(0)).toMatchObject({ status: "failed", error: { code: "query_too_long" } });
});
