import { expect, test } from "vitest";
import { retryAfter } from "../../../../src/engine/remote/http-error.ts";
import { documents, json, useRemoteServer } from "./remote-server.ts";

const { server, remote, ask } = useRemoteServer();

test.each([
  [400, { detail: "top_n is wrong" }, "bad_request", /top_n is wrong/],
  [401, { detail: "no key", code: "AUTH_INVALID_API_KEY" }, "unauthorized", /Check the API key/],
  [403, { message: "no balance" }, "forbidden", /balance/],
  [404, { error: "no model" }, "model_not_found", /no model.*the model name/],
  [413, "too large", "too_large", /fewer or shorter/],
  [418, "<html>", "bad_request", /answered 418\.$/],
  [424, { error: "wrong model", error_type: "Backend" }, "model_not_found", /wrong model/],
])("%i becomes a code, the server's message and advice", async (status, body, code, message) => {
  server.answers = [json(status, body)];
  const asked = remote({}, "jina").reranker.rerank({ query: "q", documents });
  await expect(asked).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  expect(server.received.length).toBe(1);
});

test.each([
  [{ detail: "wrong", errors: [{ field: "documents[1]", message: "is empty", type: "t" }] }],
  [{ detail: [{ loc: ["body", "documents", 1], msg: "is empty", type: "t" }] }],
])("422 names the invalid fields: %j", async (body) => {
  server.answers = [json(422, body)];
  await expect(ask()).rejects.toMatchObject({
    code: "invalid_request",
    errors: [{ field: "documents[1]", message: "is empty" }],
  });
});

test("Retry-After in seconds and as a date", () => {
  const now = () => Date.UTC(2030, 0, 1);
  expect(retryAfter("5", now)).toBe(5000);
  expect(retryAfter("Tue, 01 Jan 2030 00:00:09 GMT", now)).toBe(9000);
  expect(retryAfter("Tue, 01 Jan 2020 00:00:00 GMT", now)).toBe(0);
  expect(retryAfter("soon", now)).toBeUndefined();
  expect(retryAfter(null, now)).toBeUndefined();
});
