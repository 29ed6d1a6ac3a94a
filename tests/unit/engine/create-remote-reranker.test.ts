import { expect, test } from "vitest";
import { createRemoteReranker } from "../../../src/engine/create-remote-reranker.ts";

test("the base URL selects the dialect, unless one is given", () => {
  const baseUrl = "https://api.voyageai.com";
  expect(createRemoteReranker({ baseUrl }).dialect.name).toBe("voyage");
  expect(createRemoteReranker({ baseUrl, dialect: "jina" }).dialect.name).toBe("jina");
  expect(createRemoteReranker({ baseUrl: "http://localhost:8787" }).dialect.name).toBe("generic");
});
