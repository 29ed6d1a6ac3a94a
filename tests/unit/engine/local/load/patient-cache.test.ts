/** Faults of the browser's cache: a load goes on without it, and says so. */
import { expect, test } from "vitest";
import type { FileCache } from "../../../../../src/engine/local/load/file-cache.ts";
import { PatientCache } from "../../../../../src/engine/local/load/patient-cache.ts";
import { quickLimits } from "./quick-limits.ts";

const url = "https://hub.example/file";
const never = <T>(): Promise<T> => new Promise<T>(() => {});
const fails = (name: string) => (): Promise<never> => Promise.reject(new DOMException("It broke.", name));

function cacheWith(change: Partial<FileCache>): FileCache {
  return { match: async () => undefined, put: async () => {}, delete: async () => true, ...change };
}

const cases: [string, () => Promise<FileCache | undefined>, string][] = [
  ["caches.open never answers", never, "did not answer"],
  ["caches.open is refused", fails("SecurityError"), "It broke"],
  [
    "caches itself throws",
    () => {
      throw new DOMException("It broke.", "SecurityError");
    },
    "It broke",
  ],
  ["match never answers", async () => cacheWith({ match: never }), "did not answer"],
  ["match rejects", async () => cacheWith({ match: fails("UnknownError") }), "It broke"],
  ["put never answers", async () => cacheWith({ put: never }), "did not answer"],
  ["the quota is exceeded", async () => cacheWith({ put: fails("QuotaExceededError") }), "is full"],
];

for (const [fault, openCache, said] of cases) {
  test(`${fault}: the cache has nothing, and the reason is told @fault`, async () => {
    const cache = new PatientCache(openCache, quickLimits);
    expect(await cache.match(url)).toBeUndefined();
    await cache.put(url, new Response("file"));
    expect(await cache.delete(url)).toBeTypeOf("boolean");
    expect(cache.trouble).toContain(said);
  });
}

test("a cache that did not answer is not waited for a second time", async () => {
  const cache = new PatientCache(async () => cacheWith({ match: never }), quickLimits);
  await cache.match(url);
  const startedAt = performance.now();
  await Promise.all([cache.match(url), cache.put(url, new Response("file")), cache.delete(url)]);
  expect(performance.now() - startedAt).toBeLessThan(quickLimits.cacheMs / 2);
});

test("a large file may take longer to store", async () => {
  const slow = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 2 * quickLimits.cacheMs));
  const stored = (bytes: number): Response =>
    new Response("file", { headers: { "x-tabrank-bytes": String(bytes) } });
  const cache = new PatientCache(async () => cacheWith({ put: slow }), quickLimits);
  await cache.put(url, stored(5_000_000));
  expect(cache.trouble).toBeUndefined();
  await cache.put(url, stored(1000));
  expect(cache.trouble).toContain("did not answer");
});

test("no cache is no trouble, and one that works has none", async () => {
  expect(await new PatientCache(async () => undefined, quickLimits).match(url)).toBeUndefined();
  const cache = new PatientCache(
    async () => cacheWith({ match: async () => new Response("x") }),
    quickLimits,
  );
  expect(await (await cache.match(url))?.text()).toBe("x");
  expect(cache).toMatchObject({ trouble: undefined, hits: 1 });
});
