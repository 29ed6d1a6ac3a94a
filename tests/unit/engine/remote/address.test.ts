import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isExposedInTransit, requestUrl } from "../../../../src/engine/remote/address.ts";
import { dialects } from "../../../../src/engine/remote/dialects/dialects.ts";

describe("the URL of a request", () => {
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
    // A complete URL stays as it is, even with another version than the dialect's path.
    ["https://gateway.example/v2/rerank", "/v1/rerank", "https://gateway.example/v2/rerank"],
    ["http://localhost:8080", "/rerank", "http://localhost:8080/rerank"],
    ["  http://localhost:8080 ", "rerank", "http://localhost:8080/rerank"],
  ])("%s and %s", ([base = "", path = "", url]) => {
    expect(requestUrl(base, path)).toBe(url);
  });

  test("does not depend on how much of the path the base URL contains", () => {
    fc.assert(
      fc.property(fc.constantFrom(...dialects), fc.nat({ max: 4 }), ({ path }, given) => {
        const wanted = path.replace("{model}", "owner/name");
        const segments = wanted.split("/").slice(1);
        const base = ["https://host.example", ...segments.slice(0, given)].join("/");
        expect(requestUrl(base, path, "owner/name")).toBe(`https://host.example${wanted}`);
      }),
    );
  });

  test("contains the model where the path asks for it", () => {
    const path = "/models/{model}/pipeline/text-ranking";
    expect(requestUrl("https://host.example", path, "owner/a name?")).toBe(
      "https://host.example/models/owner/a%20name%3F/pipeline/text-ranking",
    );
  });

  test.for([
    ["", "must not be empty"],
    ["api.jina.ai", "must begin with https:// or http://"],
    ["localhost:8787/v1", "must begin with https:// or http://"],
    ["what", "must begin with https:// or http://"],
    ["/v1", "must be a URL"],
    ["ftp://host", "must be a URL"],
    ["javascript:alert(1)", "must be a URL"],
    ["https://me:secret@host.example", "user name or password"],
    ["https://host.example/?key=secret", "must not contain ? or #"],
    ["https://host.example/#secret", "must not contain ? or #"],
  ])("%s is rejected with a reason that contains no secret", ([base = "", words = ""]) => {
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
] as const)("%s is exposed in transit: %s", ([url, exposed]) => {
  expect(isExposedInTransit(url)).toBe(exposed);
});

test("a path with a query, a fragment or a host is rejected, because a key would leak", () => {
  for (const path of ["/v1/rerank?key=secret", "/v1/rerank#secret", "https://other.example/secret"]) {
    expect(() => requestUrl("https://host.example", path)).toThrow(
      "path: must be the part of the URL after the host",
    );
    expect(() => requestUrl("https://host.example", path)).not.toThrow(/secret/);
  }
});
