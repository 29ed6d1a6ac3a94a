/** What is kept for which device, and what is said of it. */
import { describe, expect, test } from "vitest";
import type { Candidate } from "../../../src/engine/local/device.ts";
import { embeddedModel } from "../../../src/models/embedded-model.ts";
import { isLoopback } from "../../../src/offline/loopback.ts";
import { savesData } from "../../../src/offline/saves-data.ts";
import { describeOffline } from "../../../src/ui/playground/features/offline/describe-offline.ts";
import { partsFor } from "../../../src/ui/playground/features/offline/needed-parts.ts";
import { cachedSizes } from "../../../src/ui/playground/features/storage/cached-sizes.ts";
import { worksOffline } from "../../../src/ui/playground/stores/offline-store.ts";
import { parseHeaders } from "../../e2e/static-server.mjs";
import { readFileSync } from "node:fs";

function candidateOf(device: Candidate["device"], dtype: string): Candidate | undefined {
  const variant = embeddedModel.variants.find((variant) => variant.dtype === dtype);
  return variant && { device, variant };
}

test.each([
  [candidateOf("wasm", "w8a8"), true, ["tokenizer", "runtime-wasm", "model-w8a8"]],
  [undefined, true, ["tokenizer", "runtime-wasm", "model-w8a8"]],
  [candidateOf("webgpu", "w8a32"), true, ["tokenizer", "runtime-wasm", "model-w8a32", "runtime-jspi"]],
  [candidateOf("webgpu", "w8a32"), false, ["tokenizer", "runtime-wasm", "model-w8a32", "runtime-asyncify"]],
])("parts for a device %#", (candidate, suspends, parts) => {
  expect(partsFor(candidate, suspends)).toEqual(parts);
});

test.each([
  ["localhost", true],
  ["127.0.0.1", true],
  ["[::1]", true],
  ["tabrank.localhost", false],
  ["127.0.0.1.example", false],
  ["tabrank.example", false],
])("%s is a developer's machine: %s", (hostname, loopback) => {
  expect(isLoopback(hostname)).toBe(loopback);
});

test.each([
  [{}, false],
  [{ connection: undefined }, false],
  [{ connection: {} }, false],
  [{ connection: { saveData: false } }, false],
  [{ connection: { saveData: true } }, true],
])("data saver %#", (navigator, saves) => {
  expect(savesData(navigator)).toBe(saves);
});

describe("a report", () => {
  const report = (missing: string) => ({
    scriptUrls: [],
    parts: ["shell", "code", "tokenizer", "runtime-wasm", "runtime-jspi", "model-w8a8"].map((part) => ({
      part,
      keptBytes: part === missing ? 0 : 10,
      totalBytes: 10,
    })),
  });

  test("works offline where page, tokenizer, a runtime and a model are whole", () => {
    expect(worksOffline(report("runtime-jspi"))).toBe(true);
    for (const missing of ["shell", "tokenizer", "runtime-wasm", "model-w8a8"]) {
      expect(worksOffline(report(missing))).toBe(false);
    }
  });

  test("is summed for people, and says what works", () => {
    expect(cachedSizes(report("runtime-jspi"))).toEqual({ pageBytes: 30, embeddedModelBytes: 20 });
    const state = { online: false, update: undefined, erase: undefined };
    const ready = (missing: string) => ({ status: "ready" as const, report: report(missing) });
    expect(describeOffline({ ...state, online: true, offline: ready("") })).toBeUndefined();
    expect(describeOffline({ ...state, offline: ready("") })).toMatch(/cached models/);
    expect(describeOffline({ ...state, offline: ready("model-w8a8") })).toMatch(/already loaded/);
  });
});

test("the policy of _headers allows no inline script or style, and no script of another origin", () => {
  const text = readFileSync(new URL("../../../public/_headers", import.meta.url), "utf8");
  const headers = parseHeaders(text).flatMap(({ headers }) => headers);
  const policy = headers.find(([name]) => name === "Content-Security-Policy")?.[1] ?? "";
  expect(policy).toContain("default-src 'none'; script-src 'self' 'wasm-unsafe-eval';");
  expect(policy).not.toContain("unsafe-inline");
  // Cloudflare reads no line that is longer.
  expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThan(2000);
  // nginx says the same.
  const hosting = readFileSync(new URL("../../../docs/hosting.md", import.meta.url), "utf8");
  expect(hosting).toContain(`set $policy "${policy}";`);
});
