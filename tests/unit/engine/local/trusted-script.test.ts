/** Addresses of workers in pages with other rules about Trusted Types. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";

beforeEach(() => vi.resetModules());
afterEach(() => vi.unstubAllGlobals());

const load = () => import("../../../../src/engine/local/trusted-script.ts");
const blob = "blob:https://example.com/0b54ad0a";

test("without Trusted Types, as in Node, an address stays as it is", async () => {
  vi.stubGlobal("trustedTypes", undefined);
  expect((await load()).trustedScript(blob).href).toBe(blob);
});

test("a page that names other policies but enforces none, or has a default policy, gets the address", async () => {
  vi.stubGlobal("trustedTypes", {
    // As browsers do where `trusted-types` does not have the name, or has it twice.
    createPolicy: () => {
      throw new TypeError('Policy with name "tabrank" disallowed.');
    },
  });
  const { trustedScript } = await load();
  expect(trustedScript(blob).href).toBe(blob);
  expect(trustedScript(blob).href).toBe(blob);
});

test("our policy refuses scripts of other origins", async () => {
  const createPolicy = vi.fn((_name: string, rules: object) => rules);
  vi.stubGlobal("trustedTypes", { createPolicy });
  const { trustedScript } = await load();
  expect(String(trustedScript(blob))).toBe(blob);
  expect(() => trustedScript("https://evil.example/worker.js")).toThrow("is not a script of this build");
  // Of no origin, like the file that runs this test.
  expect(() => trustedScript("data:text/javascript,1")).toThrow("is not a script of this build");
  expect(createPolicy).toHaveBeenCalledTimes(1);
});
