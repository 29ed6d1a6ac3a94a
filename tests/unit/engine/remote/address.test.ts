import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isExposedInTransit, requestUrl } from "../../../../src/engine/remote/address.ts";
import { dialects } from "../../../../src/engine/remote/dialects/dialects.ts";

describe("the address of a request", () => {
  test.for([
    ["https://api.jina.ai", "/v1/rerank", "https://api.jina.ai/v1/rerank"],
    ["https://api.jina.ai/", "/v1/rerank", "https://api.jina.ai/v1/rerank"],
    ["https://api.jina.ai/v1", "/v1/rerank", "https://api.jina.ai/v1/rerank"],
    ["https://api.jina.ai/v1/rerank", "/v1/rerank", "https://api.jina.ai/v1/rerank"],
    ["https://api.jina.ai/v1/rerank/", "/v1/rerank", "https://api.jina.ai/v1/rerank"],
    ["https://openrouter.ai/api", "/api/v1/rerank", "https://openrouter.ai/api/v1/rerank"],
    ["https://openrouter.ai", "/api/v1/rerank", "https://openrouter.ai/api/v1/rerank"],
    ["http://localhost:9000/proxy/a", "/v1/rerank", "http://localhost:9000/proxy/a/v1/rerank"],
    ["http://localhost:9000/proxy/v1", "/v1/rerank", "http://localhost:9000/proxy/v1/rerank"],
    // Another version than the dialect's: what the person gave whole stands.
    ["https://gateway.example/v2/rerank", "/v1/rerank", "https://gateway.example/v2/rerank"],
    ["http://localhost:8080", "/rerank", "http://localhost:8080/rerank"],
    ["  http://localhost:8080 ", "rerank", "http://localhost:8080/rerank"],
  ])("%s and %s", ([base = "", path = "", url]) => {
    expect(requestUrl(base, path)).toBe(url);
  });

  test("is the same however much of the path is in the base already", () => {
    fc.assert(
      fc.property(fc.constantFrom(...dialects), fc.nat({ max: 4 }), ({ path }, given) => {
        const segments = path.split("/").slice(1);
        const base = ["https://host.example", ...segments.slice(0, given)].join("/");
        expect(requestUrl(base, path)).toBe(`https://host.example${path}`);
      }),
    );
  });

  test.for([
    ["", "empty"],
    ["api.jina.ai", "must begin with https:// or http://"],
    ["localhost:8787/v1", "must begin with https:// or http://"],
    ["what", "must begin with"],
    ["/v1", "must be an address"],
    ["ftp://host", "must be an address"],
    ["javascript:alert(1)", "must be an address"],
    ["https://me:secret@host.example", "name or password"],
    ["https://host.example/?key=secret", "before any ? or #"],
    ["https://host.example/#secret", "before any ? or #"],
  ])("%s is refused with a word on why, and without a secret in it", ([base = "", words = ""]) => {
    expect(() => requestUrl(base, "/v1/rerank")).toThrow(
      expect.objectContaining({ code: "invalid_request", message: expect.stringContaining(words) as string }),
    );
    expect(() => requestUrl(base, "/v1/rerank")).not.toThrow(/secret/);
  });
});

test.for([
  ["http://192.168.1.4:8080", true],
  ["http://example.com", true],
  ["http://localhost.example.com", true],
  ["http://127.0.0.1.example.com", true],
  ["https://example.com", false],
  ["http://localhost:8787", false],
  ["http://127.0.0.1:8787", false],
  ["http://[::1]:8787", false],
  ["http://rerank.localhost", false],
  ["not an address", false],
] as const)("whether %s can be read on the way: %s", ([url, readable]) => {
  expect(isExposedInTransit(url)).toBe(readable);
});

test("a path with a query or fragment is refused: keys leak from there", () => {
  for (const path of ["/v1/rerank?key=secret", "/v1/rerank#secret", "https://other.example/secret"]) {
    expect(() => requestUrl("https://host.example", path)).toThrow("path: is what stands behind the host");
    expect(() => requestUrl("https://host.example", path)).not.toThrow(/secret/);
  }
});
