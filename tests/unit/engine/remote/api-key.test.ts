import { expect, test } from "vitest";
import type { RerankError } from "../../../../src/contract/errors.ts";
import { apiKey, documents, json, useRemoteServer } from "./remote-server.ts";

const { server, remote, ask } = useRemoteServer();

test("errors do not contain the key, even if the server repeats it", async () => {
  for (const status of [400, 401, 404, 422, 500]) {
    server.answers = [
      json(status, { detail: `no: ${apiKey} is wrong`, errors: [{ field: "x", message: apiKey }] }),
    ];
    const error = await ask({ attempts: 1 }).catch((cause: unknown) => cause as RerankError);
    expect(
      JSON.stringify([error, (error as RerankError).message, (error as RerankError).toBody()]),
    ).not.toContain(apiKey);
  }
});

test("responses do not contain the key, even if the server repeats it", async () => {
  server.answers = [json(200, { id: apiKey, model: apiKey, results: [{ index: 0, relevance_score: 1 }] })];
  expect(JSON.stringify(await ask())).not.toContain(apiKey);
});

test("a key with characters that JSON may escape is redacted, and valid answers stay complete", async () => {
  server.answers = [
    (_, response) => {
      response.writeHead(401, { "content-type": "application/json" });
      response.end(String.raw`{"detail": "wrong: sk\/abc\u002bdef"}`);
    },
  ];
  await expect(ask({ apiKey: "sk/abc+def" })).rejects.toMatchObject({
    message: expect.stringContaining("wrong: [API key]") as string,
  });
  for (const word of ["results", "123456", "model"]) {
    server.answers = [json(200, { model: "m", results: [{ index: 0, relevance_score: 0.1234567 }] })];
    const answered = remote({ apiKey: word }).reranker.rerank({ query: "q", documents });
    await expect(answered).resolves.toMatchObject({ results: [{ relevance_score: 0.1234567 }] });
  }
});

test("a key at the point where the server's message is cut is redacted completely", async () => {
  for (let before = 380; before <= 400; before++) {
    server.answers = [json(400, { detail: `${"x".repeat(before)}${apiKey} and more` })];
    const error = await ask().catch((cause: unknown) => cause as Error);
    expect((error as Error).message).not.toContain(apiKey.slice(0, 3));
  }
});

test("a key that no header can carry is rejected before anything is sent, and not repeated", () => {
  for (const wrong of ["with space", "schlüssel", "line\nbreak"]) {
    expect(() => remote({ apiKey: wrong })).toThrow("API keys never contain");
    expect(() => remote({ apiKey: wrong })).not.toThrow(wrong);
  }
});
