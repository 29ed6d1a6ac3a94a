import { describe, expect, test } from "vitest";
import { inspectFiles, inspectRepository } from "../../../../src/engine/local/inspect-repository.ts";

const hubHost = "https://hub.example";

interface Repository {
  tokenizerConfig?: object;
  config: unknown;
  paths: string[];
  pooling?: unknown;
  extra?: object;
}

function hub({ config, paths, pooling, extra = {}, tokenizerConfig = {} }: Repository): typeof fetch {
  const siblings = paths.map((rfilename, at) => ({ rfilename, size: 100 + at }));
  return (async (url: string) => {
    if (url === `${hubHost}/api/models/org/name?blobs=true`)
      return Response.json({ sha: "abc", siblings, ...extra });
    if (url === `${hubHost}/org/name/resolve/abc/config.json`) return Response.json(config);
    if (url.endsWith("/tokenizer_config.json")) return Response.json(tokenizerConfig);
    if (url === `${hubHost}/org/name/resolve/abc/1_Pooling/config.json`) return Response.json(pooling);
    return new Response("", { status: 401 });
  }) as typeof fetch;
}

const look = (repository: Repository, input = "org/name") =>
  inspectRepository(input, { hubHost, fetch: hub(repository) });

const tokenizer = ["config.json", "tokenizer.json", "tokenizer_config.json"];
const bert = {
  architectures: ["BertForSequenceClassification"],
  model_type: "bert",
  max_position_embeddings: 512,
  id2label: { 0: "x" },
};

test("reads a cross-encoder's variants in order of preference, file sizes, revision and licence", async () => {
  const paths = [
    ...tokenizer,
    "onnx/model.onnx",
    "onnx/model_fp16.onnx",
    "onnx/model_quantized.onnx",
    "onnx/model_q4.onnx",
  ];
  const extra = { cardData: { license: "cc-by-nc-4.0", language: ["en", "de"] } };
  const model = await look({ config: bert, paths, extra });
  expect(model).toMatchObject({
    id: "org/name",
    source: { kind: "hub", revision: "abc" },
    recipe: { family: "cross-encoder" },
    scoreKind: "probability",
    maxTokens: 512,
    languages: "en, de",
    licence: { name: "cc-by-nc-4.0", commercialUse: "not-allowed" },
  });
  expect(
    model.variants.map(({ dtype, devices, files: [{ path, bytes }] }) => [dtype, devices, path, bytes]),
  ).toEqual([
    ["fp16", ["webgpu"], "onnx/model_fp16.onnx", 104],
    ["q8", ["wasm"], "onnx/model_quantized.onnx", 105],
    ["fp32", ["webgpu", "wasm"], "onnx/model.onnx", 103],
  ]);
  expect(model.golden).toBeUndefined();
});

test("external data is assigned to its own graph only", async () => {
  const paths = [
    ...tokenizer,
    "onnx/model.onnx",
    "onnx/model.onnx_data",
    "onnx/model.onnx_data_1",
    "onnx/model_fp16.onnx",
  ];
  const { variants } = await look({ config: bert, paths });
  expect(variants.map(({ files }) => files.map(({ path }) => path))).toEqual([
    ["onnx/model_fp16.onnx"],
    ["onnx/model.onnx", "onnx/model.onnx_data", "onnx/model.onnx_data_1"],
  ]);
});

test("XLM-R reads two tokens fewer than its position table has rows", async () => {
  const config = {
    architectures: ["XLMRobertaForSequenceClassification"],
    model_type: "xlm-roberta",
    max_position_embeddings: 514,
    pad_token_id: 1,
    num_labels: 1,
  };
  expect((await look({ config, paths: [...tokenizer, "onnx/model.onnx"] })).maxTokens).toBe(512);
});

describe("a bi-encoder", () => {
  const config = { architectures: ["BertModel"], model_type: "bert", max_position_embeddings: 512 };

  test.each([
    [{ pooling_mode_cls_token: true }, "cls"],
    [{ pooling_mode_cls_token: false, pooling_mode_mean_tokens: true }, "mean"],
  ])("takes its pooling from sentence-transformers' file", async (pooling, expected) => {
    const paths = [...tokenizer, "onnx/model.onnx", "1_Pooling/config.json"];
    expect(await look({ config, paths, pooling })).toMatchObject({
      recipe: { family: "bi-encoder", pooling: expected },
      scoreKind: "cosine",
    });
  });

  test("is a cross-encoder if the Hub lists it as text-ranking", async () => {
    const paths = [...tokenizer, "onnx/model.onnx"];
    const model = await look({ config, paths, extra: { pipeline_tag: "text-ranking" } });
    expect(model.recipe).toEqual({ family: "cross-encoder" });
  });
});

describe("a sentence-transformers cross-encoder with a separate head", () => {
  const config = {
    architectures: ["ModernBertModel"],
    model_type: "modernbert",
    max_position_embeddings: 512,
  };
  const modules = (...kinds: string[]) =>
    kinds.map((kind, at) => ({
      idx: at,
      name: `${at}`,
      path: `${at}_${kind}`,
      type: `sentence_transformers.models.${kind}`,
    }));
  const dense = (outputs: number, activation: string) => ({
    in_features: 8,
    out_features: outputs,
    activation_function: `torch.nn.modules.${activation}`,
  });
  const json: Record<string, unknown> = {
    "modules.json": modules("Transformer", "Pooling", "Dense", "LayerNorm", "Dense"),
    "2_Dense/config.json": dense(8, "activation.GELU"),
    "4_Dense/config.json": dense(1, "linear.Identity"),
    "1_Pooling/config.json": { pooling_mode: "cls" },
  };
  const weights = [2, 3, 4].map((at) => `${at}_${at === 3 ? "LayerNorm" : "Dense"}/model.safetensors`);
  const paths = [...tokenizer, "onnx/model.onnx", ...Object.keys(json), ...weights];

  function looked(changes: Record<string, unknown> = {}, listed = paths) {
    const base = hub({ config, paths: listed });
    const fetch = (async (url: string) => {
      const path = Object.keys(json).find((name) => url.endsWith(`/${name}`));
      return path === undefined ? base(url) : Response.json({ ...json, ...changes }[path]);
    }) as typeof globalThis.fetch;
    return inspectRepository("org/name", { hubHost, fetch });
  }

  test("has its layers in the recipe, with their files", async () => {
    const { recipe, scoreKind } = await looked();
    expect(scoreKind).toBe("probability");
    expect(recipe).toMatchObject({
      family: "cross-encoder",
      head: [
        { kind: "dense", activation: "gelu", file: { path: "2_Dense/model.safetensors" } },
        { kind: "layer-norm", epsilon: 1e-5, file: { path: "3_LayerNorm/model.safetensors" } },
        { kind: "dense", activation: "identity", file: { path: "4_Dense/model.safetensors" } },
      ],
    });
  });

  test("is a bi-encoder if it ends in a vector: an embedding model with a projection", async () => {
    const { recipe } = await looked({ "4_Dense/config.json": dense(8, "linear.Identity") });
    expect(recipe).toMatchObject({ family: "bi-encoder", pooling: "cls" });
  });

  test("is rejected if an activation is unsupported or weights are missing", async () => {
    await expect(looked({ "2_Dense/config.json": dense(8, "activation.Mish") })).rejects.toThrow(/Mish/);
    const without = paths.filter((path) => path !== "3_LayerNorm/model.safetensors");
    await expect(looked({}, without)).rejects.toThrow(/3_LayerNorm has no model\.safetensors/);
  });
});

test.each([
  ["no weights", { config: bert, paths: tokenizer }, /no ONNX weights/],
  ["no tokenizer.json", { config: bert, paths: ["config.json", "onnx/model.onnx"] }, /no tokenizer/],
  [
    "several classes",
    { config: { ...bert, id2label: { 0: "a", 1: "b", 2: "c" } }, paths: [...tokenizer, "onnx/model.onnx"] },
    /3 classes/,
  ],
  [
    "a generator",
    { config: { architectures: ["Qwen3ForCausalLM"] }, paths: [...tokenizer, "onnx/model.onnx"] },
    /Qwen3ForCausalLM/,
  ],
])("%s: rejected with the reason", async (_, repository, message) => {
  await expect(look(repository)).rejects.toMatchObject({
    code: "model_not_found",
    message: expect.stringMatching(message),
  });
});

test("an unsupported pooling is rejected; a missing one is assumed, and the entry says so", async () => {
  const config = { architectures: ["BertModel"] };
  const paths = [...tokenizer, "onnx/model.onnx", "1_Pooling/config.json"];
  const last = look({ config, paths, pooling: { pooling_mode_lasttoken: true } });
  await expect(last).rejects.toMatchObject({ message: expect.stringContaining("lasttoken") });
  const model = await look({ config, paths: [...tokenizer, "onnx/model.onnx"] });
  expect(model).toMatchObject({
    recipe: { pooling: "mean" },
    quality: expect.stringContaining("mean is assumed"),
  });
});

test("the tokenizer's limit applies if it is lower; MPNet's two extra positions do not count", async () => {
  const paths = [...tokenizer, "onnx/model.onnx"];
  const config = {
    architectures: ["MPNetModel"],
    model_type: "mpnet",
    max_position_embeddings: 514,
    pad_token_id: 1,
  };
  expect((await look({ config, paths })).maxTokens).toBe(512);
  expect((await look({ config, paths, tokenizerConfig: { model_max_length: 384 } })).maxTokens).toBe(384);
  expect((await look({ config, paths, tokenizerConfig: { model_max_length: 1e30 } })).maxTokens).toBe(512);
});

test.each([
  { cardData: null },
  { cardData: { license: null, language: ["en", false] }, pipeline_tag: null },
  { cardData: { license: ["mit"], language: "en" } },
  { cardData: "nonsense", pipeline_tag: 5 },
])("unusable fields of the Hub's description are ignored: %j", async (extra) => {
  const model = await look({ config: bert, paths: [...tokenizer, "onnx/model.onnx"], extra });
  expect(model.recipe.family).toBe("cross-encoder");
});

test("a config that is not an object is rejected; nulls in it are ignored", async () => {
  const paths = [...tokenizer, "onnx/model.onnx"];
  await expect(look({ config: "text", paths })).rejects.toMatchObject({ code: "model_not_found" });
  const config = { architectures: ["BertModel"], max_position_embeddings: null, id2label: null };
  expect((await look({ config, paths })).maxTokens).toBe(512);
  await expect(look({ config: { architectures: null }, paths })).rejects.toMatchObject({
    code: "model_not_found",
  });
});

test("a repository in the catalogue gets the catalogue's entry, with recipe and golden pairs", async () => {
  const fetch = (async () =>
    Response.json({ sha: "main", siblings: [] })) as unknown as typeof globalThis.fetch;
  const model = await inspectRepository("Xenova/bge-small-en-v1.5", { hubHost, fetch });
  expect(model).toMatchObject({ recipe: { pooling: "cls" }, golden: "catalogued" });
});

test("the URL of a page on the Hub names the repository", async () => {
  const model = await look(
    { config: bert, paths: [...tokenizer, "onnx/model.onnx"] },
    `${hubHost}/org/name/tree/main`,
  );
  expect(model.id).toBe("org/name");
});

test("a server that is not a Hub or cannot be reached is a failed download; other input is invalid", async () => {
  const page = (async () => new Response("<html>")) as unknown as typeof fetch;
  await expect(inspectRepository("org/name", { hubHost, fetch: page })).rejects.toMatchObject({
    code: "download_failed",
  });
  const offline = (() => Promise.reject(new TypeError("Failed to fetch"))) as unknown as typeof fetch;
  await expect(inspectRepository("org/name", { hubHost, fetch: offline })).rejects.toMatchObject({
    code: "download_failed",
  });
  await expect(inspectRepository("ftp://x", { hubHost, fetch: offline })).rejects.toMatchObject({
    code: "invalid_request",
  });
});

describe("files that the user gives", () => {
  const file = (bytes: number): Blob => new Blob([new Uint8Array(bytes)]);
  const json = (value: unknown): Blob => new Blob([JSON.stringify(value)]);
  const variant = (dtype: string, path: string, bytes: number) => ({
    dtype,
    devices: ["wasm"],
    files: [
      { path, bytes },
      { path: `${path}_data`, bytes },
    ],
  });
  const manifest = {
    tabrank: 1,
    id: "org/tiny",
    title: "Tiny",
    recipe: { family: "listwise", maxQueryTokens: 512, maxDocumentTokens: 2048, maxBlockDocuments: 125 },
    scoreKind: "cosine",
    tokenizer: {
      json: { path: "tokenizer.json", bytes: 2 },
      config: { path: "tokenizer_config.json", bytes: 2 },
    },
    variants: [variant("fp32", "onnx/model.onnx", 3), variant("fp16", "onnx/model_fp16.onnx", 5)],
    maxTokens: 1024,
    languages: "none",
    licence: { name: "MIT", commercialUse: "allowed" },
    quality: "Random.",
  };
  const described: [string, Blob][] = [
    ["tabrank.json", json(manifest)],
    ["tokenizer.json", file(2)],
    ["tokenizer_config.json", file(2)],
  ];

  test("are described by their tabrank.json; incomplete variants are left out", async () => {
    const weights: [string, Blob][] = [
      ["onnx/model_fp16.onnx", file(5)],
      ["onnx/model_fp16.onnx_data", file(5)],
    ];
    const model = await inspectFiles("tiny", new Map([...described, ...weights]));
    expect(model).toMatchObject({ id: "files/tiny", title: "Tiny", recipe: { family: "listwise" } });
    expect(model.variants.map(({ dtype }) => dtype)).toEqual(["fp16"]);
  });

  test.each([
    [[["onnx/model.onnx", file(3)]], /onnx\/model\.onnx_data is not among the files/],
    [
      [
        ["onnx/model.onnx", file(3)],
        ["onnx/model.onnx_data", file(1)],
      ],
      /onnx\/model\.onnx_data has 1 bytes, but its tabrank\.json says 3/,
    ],
  ] as [[string, Blob][], RegExp][])(
    "are rejected without a complete variant, naming what is missing",
    async (weights, why) => {
      await expect(inspectFiles("tiny", new Map([...described, ...weights]))).rejects.toMatchObject({
        code: "model_not_found",
        message: expect.stringMatching(why),
      });
    },
  );

  test("are inspected like a repository if there is no tabrank.json", async () => {
    const files: [string, Blob][] = [
      ["config.json", json(bert)],
      ["tokenizer.json", json({})],
      ["tokenizer_config.json", json({})],
      ["onnx/model_quantized.onnx", file(7)],
    ];
    const model = await inspectFiles("tiny", new Map(files));
    expect(model).toMatchObject({ id: "files/tiny", recipe: { family: "cross-encoder" } });
    expect(model.variants).toMatchObject([
      { dtype: "q8", files: [{ path: "onnx/model_quantized.onnx", bytes: 7 }] },
    ]);
  });

  test("an invalid tabrank.json is named", async () => {
    const files = new Map([["tabrank.json", json({ tabrank: 2 })]]);
    await expect(inspectFiles("tiny", files)).rejects.toMatchObject({
      message: expect.stringContaining("tabrank.json"),
    });
  });
});
