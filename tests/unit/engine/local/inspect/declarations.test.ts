/** Nothing that a repository says about its scores is passed over: it is run, refused by name, or said on the card. */
import { describe, expect, test } from "vitest";
import { inspectFiles } from "../../../../../src/engine/local/inspect-repository.ts";
import { type Files, jsonFile, overTinyBert } from "./tiny-repositories.ts";

const folder = "tests/fixtures/sentence-transformers/dense-tanh";

/** The tiny repository with fields laid over those of some JSON files. */
async function changed(changes: Record<string, unknown>): Promise<Files> {
  const files = overTinyBert(folder);
  files.delete("README.md");
  for (const [path, value] of Object.entries(changes)) {
    const before: unknown = JSON.parse((await files.get(path)?.text()) ?? "{}");
    files.set(path, jsonFile(isRecord(before) && isRecord(value) ? { ...before, ...value } : value));
  }
  return files;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const look = async (changes: Record<string, unknown>) => inspectFiles("tiny", await changed(changes));

const module = (type: string, path: string, more: object = {}) => ({
  idx: 0,
  name: "0",
  path,
  type: `sentence_transformers.models.${type}`,
  ...more,
});
const transformer = module("Transformer", "");
const pooling = module("Pooling", "1_Pooling");
const dense = module("Dense", "2_Dense");

test("without changes, nothing is said but that the scores are not verified", async () => {
  const { quality } = await look({});
  expect(quality).toBe("Not in the catalogue: its scores have not been verified.");
});

test.each([
  "config_sentence_transformers.json",
  "sentence_bert_config.json",
  "1_Pooling/config.json",
  "2_Dense/config.json",
])("an unknown field of %s is said on the card", async (path) => {
  const { quality } = await look({ [path]: { score_sharpening: 3 } });
  expect(quality).toContain(`Not read: "score_sharpening" in ${path}.`);
});

test("an unknown field of an entry of modules.json is said, too", async () => {
  const { quality } = await look({ "modules.json": [transformer, { ...pooling, weight: 2 }] });
  expect(quality).toContain('Not read: "weight" in modules.json.');
});

test("of config.json, which describes the graph, unknown names about scores are said", async () => {
  const { quality } = await look({
    "config.json": { hidden_size: 32, pooling_temperature: 2, rope_theta: 1 },
  });
  expect(quality).toMatch(/verified\. Not read: "pooling_temperature" in config\.json\.$/);
});

test("so are unknown fields of what it says about sentence-transformers", async () => {
  const { quality } = await look({
    "config.json": { sentence_transformers: { version: "4.1.0", activation_fn: null, calibration: 3 } },
  });
  expect(quality).toMatch(/verified\. Not read: "calibration" in config\.json\.$/);
});

test.each([
  "scoring.json",
  "sentence_xyz_config.json",
  "colbert.metadata",
  "head.pkl",
  "5_Dense/config.json",
  "prompts.yaml",
])("the unknown file %s is said on the card", async (path) => {
  expect((await look({ [path]: {} })).quality).toContain(`Not read: ${path}.`);
});

test("files that do not say how a model scores are passed over", async () => {
  const { quality } = await look({
    "README.md": "",
    "special_tokens_map.json": {},
    "vocab.txt": "",
    "eval/results.json": {},
    "onnx/quantize_config.json": {},
    "openvino/openvino_model.xml": "",
    "trainer_state.json": {},
  });
  expect(quality).toBe("Not in the catalogue: its scores have not been verified.");
});

test("a tokenizer that leaves out the start of long texts is said", async () => {
  const { quality } = await look({ "tokenizer_config.json": { truncation_side: "left" } });
  expect(quality).toContain("The original leaves out the start of long texts");
});

test("of many unknown files, the first are named and the rest counted", async () => {
  const many = Array.from({ length: 9 }, (_, at) => [`unknown-${at}.json`, {}]);
  expect((await look(Object.fromEntries(many))).quality).toMatch(/unknown-0\.json.* and 3 more\.$/);
});

test("lower-casing before a tokenizer that does it as well changes nothing", async () => {
  const declared = { "sentence_bert_config.json": { do_lower_case: true } };
  expect((await look(declared)).quality).toBe("Not in the catalogue: its scores have not been verified.");
  const normalizer = { type: "Sequence", normalizers: [{ type: "NFD" }, { type: "Lowercase" }] };
  const other = await look({ ...declared, "tokenizer.json": { normalizer } });
  expect(other.recipe.family).toBe("bi-encoder");
});

test("prompts that are neither for queries nor for documents are said on the card", async () => {
  const said = async (fields: object) =>
    (await look({ "config_sentence_transformers.json": fields })).quality;
  expect(await said({ prompts: { query: "q: ", s2p_query: "i: ", Query: "j: ", empty: "" } })).toContain(
    "Not read: its prompts named s2p_query, Query.",
  );
  expect(await said({ prompts: { document: "d: ", passage: "p: ", corpus: null } })).toContain(
    "Not read: its prompts named passage.",
  );
  expect(await said({ prompts: { search: "s: " }, default_prompt_name: "search" })).not.toContain("Not read");
});

test("flags of a pooling count as Python counts them", async () => {
  const pooled = (fields: object) =>
    changed({ "1_Pooling/config.json": "" }).then((files) =>
      inspectFiles("tiny", files.set("1_Pooling/config.json", jsonFile(fields))),
    );
  // Read by sentence-transformers 6.2 as `cls` and as the prompt left out.
  const { recipe } = await pooled({ pooling_mode_cls_token: 1, pooling_mode_mean_tokens: 0 });
  expect(recipe).toMatchObject({ pooling: "cls" });
  const files = await changed({ "config_sentence_transformers.json": { prompts: { query: "q: " } } });
  files.set("1_Pooling/config.json", jsonFile({ pooling_mode: "mean", include_prompt: 0 }));
  await expect(inspectFiles("tiny", files)).rejects.toThrow(/tokens of the prompt/);
});

test("fields that are null are not said", async () => {
  const { quality } = await look({ "config.json": { prefix: null } });
  expect(quality).not.toContain("Not read");
});

describe("refused by name", () => {
  test.each([
    [
      "an unknown module",
      { "modules.json": [transformer, pooling, module("LSTM", "2_LSTM")] },
      "models.LSTM",
    ],
    [
      "code of others under a known name",
      { "modules.json": [transformer, pooling, { ...dense, type: "custom_head.Dense" }] },
      "custom_head.Dense",
    ],
    ["a module before the transformer", { "modules.json": [pooling, transformer] }, "models.Pooling"],
    ["a layer before the pooling", { "modules.json": [transformer, dense, pooling] }, "models.Dense"],
    ["a second pooling", { "modules.json": [transformer, pooling, pooling] }, "models.Pooling"],
    ["no pooling", { "modules.json": [transformer] }, "no pooling"],
    ["no module", { "modules.json": [] }, "none"],
    [
      "arguments of a module",
      { "modules.json": [transformer, { ...pooling, kwargs: ["task"] }] },
      '"kwargs": ["task"]',
    ],
    [
      "another kind of model",
      { "config_sentence_transformers.json": { model_type: "SparseEncoder" } },
      "SparseEncoder",
    ],
    [
      "PyLate",
      { "config_sentence_transformers.json": { model_type: "ColBERT", query_prefix: "[Q] " } },
      "PyLate",
    ],
    ["MaxSim", { "config_sentence_transformers.json": { similarity_fn_name: "MaxSim" } }, "PyLate"],
    [
      "PyLate's fields",
      { "config_sentence_transformers.json": { query_prefix: "[Q] " } },
      '"query_prefix": "[Q] "',
    ],
    ["ColBERT's metadata", { "artifact.metadata": { query_token_id: "[unused0]" } }, "artifact.metadata"],
    [
      "euclidean distances",
      { "config_sentence_transformers.json": { similarity_fn_name: "euclidean" } },
      "euclidean",
    ],
    [
      "manhattan distances",
      { "config_sentence_transformers.json": { similarity_fn_name: "manhattan" } },
      "manhattan",
    ],
    ["shorter vectors", { "config_sentence_transformers.json": { truncate_dim: 4 } }, '"truncate_dim": 4'],
    ["a missing prompt", { "config_sentence_transformers.json": { default_prompt_name: "x" } }, '"x"'],
    [
      "a prompt that the pooling leaves out",
      {
        "config_sentence_transformers.json": { prompts: { query: "q: " } },
        "1_Pooling/config.json": { include_prompt: false },
      },
      "tokens of the prompt",
    ],
    ["several poolings", { "1_Pooling/config.json": { pooling_mode: ["cls", "mean"] } }, "cls, mean"],
    [
      "lower-casing before a tokenizer that keeps capitals",
      {
        "sentence_bert_config.json": { do_lower_case: true },
        "tokenizer.json": { normalizer: { type: "Sequence", normalizers: [{ type: "NFC" }] } },
      },
      '"do_lower_case": true',
    ],
    ["the length of queries", { "sentence_bert_config.json": { query_length: 32 } }, '"query_length": 32'],
    ["another task", { "sentence_bert_config.json": { transformer_task: "fill-mask" } }, "fill-mask"],
    [
      "another output of the graph",
      {
        "sentence_bert_config.json": {
          modality_config: { text: { method: "get_text_features", method_output_name: "pooler_output" } },
        },
      },
      "get_text_features",
    ],
    [
      "arguments of the tokenizer",
      { "sentence_bert_config.json": { tokenizer_args: { model_max_length: 8 } } },
      "model_max_length",
    ],
    [
      "several scores",
      { "2_Dense/config.json": { out_features: 8, module_output_name: "scores" } },
      "8 classes",
    ],
    [
      "a layer after the score",
      {
        "modules.json": [transformer, pooling, dense, module("Normalize", "3_Normalize")],
        "2_Dense/config.json": { out_features: 1, module_output_name: "scores" },
      },
      "models.Normalize",
    ],
    ["a residual", { "2_Dense/config.json": { use_residual: true } }, '"use_residual": true'],
    [
      "a layer over token vectors",
      { "2_Dense/config.json": { module_input_name: "token_embeddings" } },
      "token_embeddings",
    ],
    [
      "an activation",
      { "2_Dense/config.json": { activation_function: "torch.nn.modules.activation.Softplus" } },
      "Softplus",
    ],
    [
      "a cross-encoder without a score",
      { "config_sentence_transformers.json": { model_type: "CrossEncoder" } },
      "score",
    ],
  ])("%s", async (_, changes, name) => {
    await expect(look(changes)).rejects.toMatchObject({
      code: "model_not_found",
      message: expect.stringContaining(name) as string,
    });
  });

  test.each([
    ["config_sentence_transformers.json", "prompts", ["query: "]],
    ["config_sentence_transformers.json", "prompts.query", { query: 3 }, "prompts"],
    ["config_sentence_transformers.json", "default_prompt_name", 5],
    ["config_sentence_transformers.json", "similarity_fn_name", ["dot"]],
    ["config_sentence_transformers.json", "model_type", ["ColBERT"]],
    ["config_sentence_transformers.json", "activation_fn", 1],
    ["sentence_bert_config.json", "max_seq_length", "16"],
    ["sentence_bert_config.json", "max_seq_length", 0],
    ["sentence_bert_config.json", "max_seq_length", 16.5],
    ["sentence_bert_config.json", "do_lower_case", 1],
    ["2_Dense/config.json", "activation_function", null],
    ["config.json", "sbert_ce_default_activation_function", 1],
    ["config.json", "sentence_transformers.activation_fn", { activation_fn: 1 }, "sentence_transformers"],
  ])("a value that cannot be meant: %s %s %j", async (path, field, value, key = field) => {
    await expect(look({ [path]: { [key]: value } })).rejects.toMatchObject({
      code: "model_not_found",
      message: expect.stringContaining(`its ${path} is not valid (${field}: `) as string,
    });
  });

  test("what an older name of sentence_bert_config.json says, under that name", async () => {
    const files = await changed({
      "sentence_roberta_config.json": { do_lower_case: true },
      "tokenizer.json": { normalizer: null },
    });
    files.delete("sentence_bert_config.json");
    await expect(inspectFiles("tiny", files)).rejects.toThrow(
      /its sentence_roberta_config\.json says "do_lower_case": true/,
    );
  });

  test("modules without a modules.json", async () => {
    const files = overTinyBert(folder);
    files.delete("modules.json");
    await expect(inspectFiles("tiny", files)).rejects.toThrow(
      /2_Dense\/config\.json belongs to a modules\.json/,
    );
  });

  test("a Git LFS pointer in place of a layer's weights", async () => {
    const pointer = new Blob(["version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"]);
    const files = overTinyBert(folder).set("2_Dense/model.safetensors", pointer);
    await expect(inspectFiles("tiny", files)).rejects.toThrow(
      /2_Dense\/model\.safetensors is a Git LFS pointer/,
    );
  });

  test("weights in PyTorch's own format", async () => {
    const files = overTinyBert(folder);
    files.delete("2_Dense/model.safetensors");
    files.set("2_Dense/pytorch_model.bin", new Blob(["pickle"]));
    await expect(inspectFiles("tiny", files)).rejects.toThrow(
      /2_Dense\/pytorch_model\.bin is in PyTorch's own/,
    );
  });
});

describe("a cross-encoder", () => {
  const config = { architectures: ["BertForSequenceClassification"], id2label: { 0: "x" } };
  const alone = { "config.json": config, "modules.json": [transformer] };
  const declared = (fields: object) => ({ ...alone, "config_sentence_transformers.json": fields });

  test("whose graph ends in the score has no head", async () => {
    const { recipe } = await look(declared({ model_type: "CrossEncoder" }));
    expect(recipe).toEqual({ family: "cross-encoder" });
  });

  test("that returns raw logits says that their sigmoid is shown, wherever it is declared", async () => {
    const identity = "torch.nn.modules.linear.Identity";
    for (const changes of [
      declared({ activation_fn: identity }),
      { ...alone, "config.json": { ...config, sbert_ce_default_activation_function: identity } },
      { ...alone, "config.json": { ...config, sentence_transformers: { activation_fn: identity } } },
    ])
      expect((await look(changes)).quality).toContain("raw logits");
  });

  test("with another activation, or a prompt before its pairs, is refused", async () => {
    await expect(look(declared({ activation_fn: "torch.nn.modules.activation.Tanh" }))).rejects.toThrow(
      /Tanh/,
    );
    const prompted = declared({ prompts: { rank: "Rank: " }, default_prompt_name: "rank" });
    await expect(look(prompted)).rejects.toThrow(/"Rank: "/);
  });
});
