/** What differs between graphs: `tools/fixtures/graphs.py`, with scores from native ONNX Runtime. */
import { describe, expect, test } from "vitest";
import reference from "../../../../fixtures/reference/graphs.json";
import { inspectFiles, inspectRepository } from "../../../../../src/engine/local/inspect-repository.ts";
import { type Files, jsonFile, loadEntry, loadFiles, readFolder, tinyBert } from "./tiny-repositories.ts";

const truncation = { truncate: "end" } as const;
const { query, documents } = reference;

/** A graph of the fixtures with the tokenizer of tiny-bert-bi-encoder. */
function withGraph(name: string, config: object = {}): Files {
  const files = new Map([...readFolder(tinyBert)].filter(([path]) => !path.startsWith("onnx/")));
  for (const [path, file] of readFolder(`tests/fixtures/graphs/${name}`)) files.set(path, file);
  files.set(
    "config.json",
    jsonFile({ architectures: ["BertModel"], max_position_embeddings: 128, ...config }),
  );
  return files;
}

describe("the scores are those of native ONNX Runtime", () => {
  test.each([
    ["int32", "inputs of 32 bits", {}],
    ["torch-data", "weights in model.onnx.data", {}],
    ["own-name", "weights in a file of any name", {}],
    ["static", "inputs of a fixed size", {}],
    [
      "offset-positions",
      "positions counted from the padding token, under an unknown name",
      { model_type: "unheard-of", max_position_embeddings: 18, pad_token_id: 1 },
    ],
  ] as const)("%s: %s", async (name, _, config) => {
    const { loaded } = await loadFiles(withGraph(name, config));
    const { documents: found } = await loaded.score({ query, documents, truncation });
    reference.scores[name].forEach((score, at) => expect(found[at]?.score).toBeCloseTo(score, 5));
  });
});

test("positions counted from the padding token make the limit lower", async () => {
  const config = { model_type: "unheard-of", max_position_embeddings: 18, pad_token_id: 1 };
  expect((await inspectFiles("tiny", withGraph("offset-positions", config))).maxTokens).toBe(16);
});

test("a model whose files state more tokens than its graph reads is not offered", async () => {
  const files = withGraph("offset-positions", { model_type: "bert", max_position_embeddings: 16 });
  const model = await inspectFiles("tiny", files);
  await expect(loadEntry({ ...model, maxTokens: 16 }, files)).resolves.toBeDefined();
  await expect(loadEntry({ ...model, maxTokens: 17 }, files)).rejects.toMatchObject({
    code: "load_failed",
    message: expect.stringContaining("fails on texts of 17 tokens") as string,
  });
  // The pairs of a card are short.
  const golden = { source: "", uncertainty: 0, pairs: [] };
  await expect(loadEntry({ ...model, maxTokens: 17, golden }, files)).rejects.toThrow(/17 tokens/);
  // The catalogue's models are known, and a long run would take too long.
  const known = { ...model, maxTokens: 17, golden: "catalogued" } as const;
  await expect(loadEntry(known, files)).resolves.toBeDefined();
  await expect(loadEntry({ ...model, maxTokens: 2000 }, files)).resolves.toBeDefined();
});

test("a graph for several texts at once is refused by name", async () => {
  await expect(loadFiles(withGraph("four-at-once"))).rejects.toThrow(/exactly 4 texts at once/);
});

test("a graph for more tokens than the model reads is refused by name", async () => {
  const files = withGraph("static", { max_position_embeddings: 12 });
  await expect(loadFiles(files)).rejects.toThrow(/exactly 16 tokens, but the model reads at most 12/);
});

test("weights that the graph names and that are missing are named", async () => {
  const files = withGraph("own-name");
  files.delete("weights.bin");
  await expect(inspectFiles("tiny", files)).rejects.toThrow(/model\.onnx has weights in weights\.bin/);
});

test("one graph that lacks weights does not lose the others, and the card says so", async () => {
  const files = withGraph("int32");
  for (const [path, file] of readFolder("tests/fixtures/graphs/own-name"))
    if (path === "model.onnx") files.set("model_fp16.onnx", file);
  const { variants, quality } = await inspectFiles("tiny", files);
  expect(variants.map(({ dtype }) => dtype)).toEqual(["fp32"]);
  expect(quality).toContain("Not offered: model_fp16.onnx has weights in weights.bin");
});

test.each(["model.onnx", "tokenizer.json", "tokenizer_config.json", "config.json"])(
  "a Git LFS pointer in place of %s is named",
  async (path) => {
    const pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n";
    const files = withGraph("int32").set(path, new Blob([pointer]));
    await expect(inspectFiles("tiny", files)).rejects.toMatchObject({
      code: "model_not_found",
      message: `files/tiny cannot be used: its ${path} is a Git LFS pointer, not the file itself.`,
    });
  },
);

test.each(["config.json", "tokenizer.json", "tokenizer_config.json"])(
  "a missing %s is named",
  async (path) => {
    const files = withGraph("int32");
    files.delete(path);
    await expect(inspectFiles("tiny", files)).rejects.toMatchObject({
      code: "model_not_found",
      message: `files/tiny cannot be used: it has no ${path}.`,
    });
  },
);

describe("weights under other names", () => {
  const graph = async () => (await withGraph("int32").get("model.onnx")?.arrayBuffer()) ?? new ArrayBuffer();

  async function lookAt(paths: string[]) {
    const files = withGraph("int32");
    files.delete("model.onnx");
    for (const path of paths) files.set(path, new Blob([await graph()]));
    return inspectFiles("tiny", files);
  }

  test("those of sentence-transformers are found", async () => {
    const { variants } = await lookAt(["onnx/model_O3.onnx", "onnx/model_qint8_avx512_vnni.onnx"]);
    expect(variants.map(({ dtype, devices, files: [{ path }] }) => [dtype, devices, path])).toEqual([
      ["q8", ["wasm"], "onnx/model_qint8_avx512_vnni.onnx"],
      ["fp32", ["wasm"], "onnx/model_O3.onnx"],
    ]);
  });

  test("those that are not offered are listed with the reason", async () => {
    const others = ["model_O2", "model_O4", "model_q4f16", "model_quint8_avx2", "decoder"];
    const { variants, quality } = await lookAt(
      ["model", "model_int8", ...others].map((name) => `onnx/${name}.onnx`),
    );
    expect(variants.map(({ files: [{ path }] }) => path)).toEqual([
      "onnx/model_int8.onnx",
      "onnx/model.onnx",
    ]);
    for (const name of others) expect(quality).toContain(`onnx/${name}.onnx (`);
    await expect(lookAt(["onnx/model_O4.onnx"])).rejects.toThrow(/\(only onnx\/model_O4\.onnx\)/);
  });
});

test("on the Hub, a graph is read only if the listing or the model's type leaves a doubt", async () => {
  const asked: string[] = [];
  const listed = (paths: string[], config: object) => {
    const files = withGraph("torch-data", config);
    for (const path of ["model.onnx", "model.onnx.data"])
      files.set(`onnx/${path}`, files.get(path) ?? new Blob());
    return (async (url: string) => {
      if (url.includes("/api/")) {
        const all = ["config.json", "tokenizer.json", "tokenizer_config.json", ...paths];
        return Response.json({ sha: "abc", siblings: all.map((rfilename) => ({ rfilename, size: 5000 })) });
      }
      if (url.endsWith(".onnx")) asked.push(url);
      return new Response(files.get(url.replace(/^.*\/resolve\/abc\//, "")) ?? null);
    }) as typeof globalThis.fetch;
  };
  const look = (paths: string[], config: object) =>
    inspectRepository("org/name", { hubHost: "https://hub.example", fetch: listed(paths, config) });
  await look(["onnx/model.onnx", "onnx/model_q4.onnx"], { model_type: "bert" });
  expect(asked).toEqual([]);
  const { variants } = await look(["onnx/model.onnx", "onnx/model.onnx.data"], { model_type: "bert" });
  expect(variants[0]?.files.map(({ path }) => path)).toEqual(["onnx/model.onnx", "onnx/model.onnx.data"]);
  expect(asked).toHaveLength(1);
  await look(["onnx/model.onnx", "onnx/model.onnx.data"], { model_type: "unheard-of" });
  expect(asked).toHaveLength(2);
});

test("over HTTP, only the start of a large graph is fetched; a server may send all of it", async () => {
  const files = withGraph("own-name");
  const asked: string[] = [];
  const fetch = (async (url: string, init: RequestInit = {}) => {
    const path = url.slice("https://models.example/tiny/".length);
    const range = new Headers(init.headers).get("range");
    if (range !== null) asked.push(`${path} ${range}`);
    const file = files.get(path);
    return new Response(file ?? null, { status: file ? 200 : 404 });
  }) as typeof globalThis.fetch;
  const model = await inspectRepository("https://models.example/tiny", {
    hubHost: "https://hub.example",
    fetch,
  });
  expect(model.variants[0]?.files.map(({ path }) => path)).toEqual(["model.onnx", "weights.bin"]);
  expect(asked).toEqual(["model.onnx bytes=0-999999", expect.any(String), expect.any(String)]);
});
