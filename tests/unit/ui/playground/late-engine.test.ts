/** The engine's script comes with the first call, and may fail to come. */
import { expect, test } from "vitest";
import { embeddedModel } from "../../../../src/models/embedded-model.ts";
import { type CreateEngine, lateEngine } from "../../../../src/ui/playground/stores/engines.ts";
import { fakeEngines } from "./fake-engines.ts";

const options = { model: embeddedModel, device: "wasm", dtype: undefined, hubHost: "" } as const;
const request = { query: "q", documents: ["a", "bb"] };

function setUp(failures = 0) {
  const fakes = fakeEngines();
  let fetches = 0;
  const fetchScript = async (): Promise<CreateEngine> => {
    fetches += 1;
    if (fetches <= failures) throw new Error("not there");
    return fakes.create;
  };
  return { engine: lateEngine(fetchScript, options), made: fakes.made, fetches: () => fetches };
}

test("nothing is fetched or made before the first call, and one engine is made for all calls", async () => {
  const { engine, made, fetches } = setUp();
  expect([fetches(), engine.status]).toEqual([0, undefined]);
  const [first, second] = await Promise.all([engine.rank(request), engine.rank(request), engine.load()]);
  expect(second.response.results).toEqual(first.response.results);
  expect(made.length).toBe(1);
  expect(engine.status).toMatchObject({ model: embeddedModel.id });
});

test("a script that did not come is asked for again by the next call", async () => {
  const { engine, made } = setUp(1);
  await expect(engine.rank(request)).rejects.toThrow("not there");
  expect((await engine.rank(request)).response.results.length).toBe(2);
  expect(made.length).toBe(1);
});

test("an engine that is disposed while its script is on its way is disposed when it comes", async () => {
  const { engine, made } = setUp();
  const loading = engine.load();
  engine.dispose();
  await loading;
  expect(made.map(({ disposed }) => disposed)).toEqual([true]);
});
