import { expect, test } from "vitest";
import { json, useRemoteServer } from "./remote-server.ts";

const { server, ask } = useRemoteServer();

test.each([
  ["HTML with status 200", "<!doctype html><p>hello", /web page/],
  ["broken JSON", '{"results": [', /not valid JSON/],
  ["an unknown format", { answer: 42 }, /not valid for “Any \/v1\/rerank”: it has neither results nor data/],
  ["an index out of range", { results: [{ index: 3, relevance_score: 1 }] }, /index 3.* only 3 documents/],
  [
    "a repeated index",
    {
      results: [
        { index: 0, relevance_score: 1 },
        { index: 0, relevance_score: 1 },
      ],
    },
    /index 0 twice/,
  ],
  ["an infinite score", '{"results": [{"index": 0, "relevance_score": 1e999}]}', /not valid for/],
])("%s is an invalid answer", async (_, body, message) => {
  server.answers = [json(200, body)];
  await expect(ask()).rejects.toMatchObject({
    code: "invalid_response",
    message: expect.stringMatching(message),
  });
});
