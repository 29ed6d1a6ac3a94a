import { expect, test } from "vitest";
import { wait } from "../../../src/contract/waiting.ts";

test("a pause lasts its time", async () => {
  const startedAt = performance.now();
  await wait(60, undefined);
  expect(performance.now() - startedAt).toBeGreaterThan(50);
});

test("a pause ends at once when the signal is aborted, before or during it", async () => {
  await wait(60_000, AbortSignal.abort());
  await wait(60_000, AbortSignal.timeout(20));
});
