import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { contentSecurityPolicy, headersFile, siteHeaders, withPolicy } from "../../scripts/site-headers.ts";
import { parseHeaders } from "../e2e/static-server.mjs";

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

test("the policy allows no inline scripts or styles, and no scripts of other origins", () => {
  expect(contentSecurityPolicy).toContain("default-src 'none'; script-src 'self' 'wasm-unsafe-eval';");
  expect(contentSecurityPolicy).toContain("require-trusted-types-for 'script'; trusted-types tabrank");
  expect(contentSecurityPolicy).not.toContain("unsafe-inline");
  expect(contentSecurityPolicy).not.toMatch(/script-src[^;]*(blob:|data:|https?:|\*)/);
  // The nginx configuration in the documentation has the same policy.
  expect(read("docs/hosting.md")).toContain(`set $policy "${contentSecurityPolicy}";`);
});

test("the file for hosts says what the table says", () => {
  const read = parseHeaders(headersFile());
  expect(read.map(({ headers }) => Object.fromEntries(headers))).toEqual(
    siteHeaders.map(({ headers }) => headers),
  );
  // Cloudflare's limit for the length of a line.
  expect(
    Math.max(
      ...headersFile()
        .split("\n")
        .map((line) => line.length),
    ),
  ).toBeLessThan(2000);
});

test.each(["index.html", "embed.html"])("in %s the policy comes before all that it is for", (path) => {
  const page = withPolicy(read(path));
  const before = page.slice(0, page.indexOf('<meta http-equiv="Content-Security-Policy"'));
  expect(before).not.toMatch(/<(script|link|style|img)\b/);
  // Browsers look for the charset in the first 1,024 bytes.
  expect(before).toContain('<meta charset="utf-8" />');
  expect(() => withPolicy("<html></html>")).toThrow("charset");
});
