import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseHeaders } from "../e2e/static-server.mjs";

test("the policy in _headers allows no inline scripts or styles, and no scripts of other origins", () => {
  const text = readFileSync(new URL("../../public/_headers", import.meta.url), "utf8");
  const headers = parseHeaders(text).flatMap(({ headers }) => headers);
  const policy = headers.find(([name]) => name === "Content-Security-Policy")?.[1] ?? "";
  expect(policy).toContain("default-src 'none'; script-src 'self' 'wasm-unsafe-eval';");
  expect(policy).not.toContain("unsafe-inline");
  // Cloudflare's limit for the length of a line.
  expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThan(2000);
  // The nginx configuration in the documentation has the same policy.
  const hosting = readFileSync(new URL("../../docs/hosting.md", import.meta.url), "utf8");
  expect(hosting).toContain(`set $policy "${policy}";`);
});
