import { expect, test } from "vitest";
import { parseAddress } from "../../../../../src/engine/local/inspect/address.ts";
import { fileUrl } from "../../../../../src/engine/local/load/file-url.ts";
import { inspectRepository } from "../../../../../src/engine/local/inspect-repository.ts";

const host = "https://hub.example";
const hub = (repository: string, revision?: string) => ({
  kind: "hub",
  repository,
  ...(revision !== undefined && { revision }),
});

test.each([
  ["org/name", hub("org/name")],
  [" org/name/ ", hub("org/name")],
  ["org/name@v1.2", hub("org/name", "v1.2")],
  ["org/name@refs/pr/7", hub("org/name", "refs/pr/7")],
  ["org/name@main", hub("org/name")],
  ["https://huggingface.co/org/name", hub("org/name")],
  ["http://www.huggingface.co/org/name/", hub("org/name")],
  ["huggingface.co/org/name", hub("org/name")],
  ["https://hf.co/org/name", hub("org/name")],
  ["hf.co/org/name/tree/main", hub("org/name")],
  [`${host}/org/name/tree/v1.2`, hub("org/name", "v1.2")],
  ["https://huggingface.co/org/name?library=transformers.js", hub("org/name")],
  ["https://huggingface.co/org/name#usage", hub("org/name")],
  ["https://huggingface.co/org/name/tree/main/onnx?show=all#files", hub("org/name")],
  ["https://huggingface.co/org/name/blob/0a1b2c3d/onnx/model.onnx", hub("org/name", "0a1b2c3d")],
  ["https://huggingface.co/org/name/resolve/main/config.json?download=true", hub("org/name")],
  ["https://huggingface.co/org/name/commit/0a1b2c3d", hub("org/name", "0a1b2c3d")],
  ["https://huggingface.co/org/name/tree/refs/pr/7", hub("org/name", "refs/pr/7")],
  ["https://huggingface.co/org/name/tree/refs%2Fpr%2F7", hub("org/name", "refs/pr/7")],
  ["https://huggingface.co/org/name/discussions/3", hub("org/name")],
  ["https://models.example/tiny/", { kind: "url", baseUrl: "https://models.example/tiny" }],
  ["https://models.example/tiny?version=2#top", { kind: "url", baseUrl: "https://models.example/tiny" }],
  ["https://models.example/tiny/tabrank.json", { kind: "url", baseUrl: "https://models.example/tiny" }],
  ["https://models.example/tiny/onnx/model.onnx", { kind: "url", baseUrl: "https://models.example/tiny" }],
  ["https://huggingface.co/datasets/org/name", undefined],
  ["https://huggingface.co/spaces/org/name", undefined],
  ["https://huggingface.co/", undefined],
  // A browser resolves the dots to another address: that of the default branch.
  ["org/name@..", undefined],
  ["https://huggingface.co/org/name/tree/../config.json", undefined],
  ["https://huggingface.co/org/name/tree/%2e%2e", undefined],
  ["../name", undefined],
  ["https://huggingface.co/org/..", undefined],
  ["https://huggingface.co/org/name/blame/v1.2/README.md", hub("org/name", "v1.2")],
  ["name", undefined],
  ["ftp://x", undefined],
  ["two words/name", undefined],
])("%s", (input, expected) => {
  expect(parseAddress(input, host)).toEqual(expected);
});

test("the revision of an address is the one that is looked up, and part of the model's id", async () => {
  const asked: string[] = [];
  const fetch = (async (url: string) => {
    asked.push(url);
    if (url.includes("/api/"))
      return Response.json({
        sha: "abc",
        siblings: ["config.json", "tokenizer.json", "tokenizer_config.json", "model.onnx"].map(
          (rfilename) => ({
            rfilename,
            size: 5000,
          }),
        ),
      });
    return Response.json({ architectures: ["BertModel"] });
  }) as typeof globalThis.fetch;
  const model = await inspectRepository(`${host}/org/name/tree/refs%2Fpr%2F7/onnx`, {
    hubHost: `${host}/`,
    fetch,
  });
  expect(asked[0]).toBe(`${host}/api/models/org/name/revision/refs%2Fpr%2F7?blobs=true`);
  expect(model).toMatchObject({
    id: "org/name@refs/pr/7",
    title: "name@refs/pr/7",
    source: { kind: "hub", revision: "abc" },
  });
  const locations = { hubHost: host, embeddedBaseUrl: "" };
  expect(fileUrl(model, "model.onnx", locations)).toBe(`${host}/org/name/resolve/abc/model.onnx`);
});

test("another revision of a model of the catalogue is not taken for the catalogue's", async () => {
  const id = "Xenova/bge-small-en-v1.5";
  const fetch = (async () =>
    Response.json({ sha: "other", siblings: [] })) as unknown as typeof globalThis.fetch;
  const look = (input: string) => inspectRepository(input, { hubHost: host, fetch });
  await expect(look(`${host}/${id}/tree/main`)).resolves.toMatchObject({ golden: "catalogued" });
  await expect(look(`${host}/${id}/tree/old`)).rejects.toMatchObject({ code: "model_not_found" });
});
