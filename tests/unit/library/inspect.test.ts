import { afterEach, expect, test, vi } from "vitest";
import { inspectRepository } from "../../../src/library/inspect.ts";

afterEach(() => vi.unstubAllGlobals());

test("a model outside of the catalogue is looked up on the hub that is named", async () => {
  const asked: string[] = [];
  vi.stubGlobal("fetch", async (url: string) => {
    asked.push(url);
    return new Response("", { status: 401 });
  });
  const looking = inspectRepository("organisation/name", { hubHost: "https://hub.example" });
  await expect(looking).rejects.toMatchObject({ code: "model_not_found" });
  expect(asked).toEqual(["https://hub.example/api/models/organisation/name?blobs=true"]);
});
