/**
 * Every field of the files in which a repository says how it scores, and what becomes of it, as one table.
 * Source: `config_keys` of the modules of sentence-transformers 2 to 6.
 */
import { inspectMessages } from "./messages.ts";
import { type Inspection, notUsable } from "./folder.ts";
import type { ModelConfig } from "./model-config.ts";

/**
 * - `read`: another module of this folder reads it
 * - `no effect`: scores do not depend on it
 * - a function: whether the value changes nothing; any other is refused
 */
type FieldRule = "read" | "no effect" | ((value: unknown) => boolean);

export type DeclarationKind = keyof typeof fieldRules;

const sentenceEmbedding = oneOf(null, "sentence_embedding");

const fieldRules = {
  /** One entry of `modules.json`. */
  module: {
    idx: "no effect",
    name: "no effect",
    path: "read",
    type: "read",
    // Arguments that the caller must pass on.
    kwargs: isOff,
  },
  /** `sentence_bert_config.json` */
  transformer: {
    max_seq_length: "read",
    do_lower_case: "read",
    transformer_task: "read",
    modality_config: isTextForward,
    module_output_name: oneOf("token_embeddings", "scores"),
    processing_kwargs: isOff,
    unpad_inputs: "no effect",
    query_length: isOff,
    document_length: isOff,
    query_expansion: isOff,
    model_args: hasHarmlessKeys,
    tokenizer_args: hasHarmlessKeys,
    config_args: hasHarmlessKeys,
  },
  /** `config_sentence_transformers.json` */
  model: {
    __version__: "no effect",
    requirements: "no effect",
    keep_in_fp32_modules: "no effect",
    model_type: "read",
    prompts: "read",
    default_prompt_name: "read",
    similarity_fn_name: "read",
    activation_fn: "read",
    truncate_dim: isOff,
    // PyLate's
    query_prefix: isOff,
    document_prefix: isOff,
    query_length: isOff,
    document_length: isOff,
    attend_to_expansion_tokens: isOff,
    attend_to_mask_tokens: isOff,
    do_query_expansion: isOff,
    query_expansion: isOff,
    skiplist_words: isOff,
  },
  Pooling: {
    word_embedding_dimension: "no effect",
    embedding_dimension: "no effect",
    pooling_mode: "read",
    pooling_mode_cls_token: "read",
    pooling_mode_max_tokens: "read",
    pooling_mode_mean_tokens: "read",
    pooling_mode_mean_sqrt_len_tokens: "read",
    pooling_mode_weightedmean_tokens: "read",
    pooling_mode_lasttoken: "read",
    include_prompt: "read",
  },
  Dense: {
    in_features: "no effect",
    out_features: "read",
    // The weights have a bias or not.
    bias: "no effect",
    activation_function: "read",
    module_input_name: sentenceEmbedding,
    module_output_name: oneOf(null, "sentence_embedding", "scores"),
    use_residual: isOff,
  },
  LayerNorm: { dimension: "no effect" },
  Normalize: { module_input_name: sentenceEmbedding, module_output_name: sentenceEmbedding },
  // Only in training.
  Dropout: { dropout: "no effect" },
} as const satisfies Record<string, Record<string, FieldRule>>;

/**
 * Accounts for every field of a file. Fields that the table does not know are said on the model's card.
 * @throws {RerankError} `model_not_found` for a value that would change the scores
 */
export function checkFields(
  kind: DeclarationKind,
  path: string,
  content: object,
  { folder, notes }: Inspection,
): void {
  const rules = new Map<string, FieldRule>(Object.entries(fieldRules[kind]));
  for (const [field, value] of Object.entries(content)) {
    const rule = rules.get(field);
    if (!rule) notes.push(inspectMessages.unknownField(path, field));
    else if (typeof rule === "function" && !rule(value))
      throw notUsable(folder.id, inspectMessages.unsupportedField(path, field, value));
  }
}

/** The graph's own settings are hundreds; of those that the list does not know, only names about scores are said. */
const aboutScores =
  /pool|prompt|prefix|instruct|similarity|scor|matryoshka|colbert|interaction|normalize_|temperature|activation_fn|threshold/i;
const inTheGraph = /^(pooler_|classifier_pooling$|score_func|scoring_func)/;
const readElsewhere = new Set(["sbert_ce_default_activation_function"]);

/** The object `sentence_transformers` of `config.json`, in which version 4 declared a cross-encoder. */
const ofCrossEncoder = new Set(["version", "activation_fn"]);

/** Names the fields of `config.json` that say something about scores and are not read. */
export function checkConfig(content: ModelConfig, { notes }: Inspection): void {
  for (const field of Object.keys(content.sentence_transformers ?? {}))
    if (!ofCrossEncoder.has(field)) notes.push(inspectMessages.unknownField("config.json", field));
  for (const [field, value] of Object.entries(content)) {
    if (value !== null && aboutScores.test(field) && !inTheGraph.test(field) && !readElsewhere.has(field))
      notes.push(inspectMessages.unknownField("config.json", field));
  }
}

function oneOf(...values: unknown[]): (value: unknown) => boolean {
  return (value) => values.includes(value);
}

/** Null, false, or an empty text, list or object. */
function isOff(value: unknown): boolean {
  if (typeof value === "object" && value !== null) return Object.keys(value).length === 0;
  return value === null || value === false || value === "";
}

/** `{ "text": { "method": "forward", "method_output_name": "last_hidden_state" } }`; other kinds of input do not matter. */
function isTextForward(value: unknown): boolean {
  if (typeof value !== "object" || value === null || !("text" in value)) return value === null;
  const { text } = value;
  if (typeof text !== "object" || text === null) return false;
  const { method, method_output_name: output } = { method: "forward", method_output_name: "logits", ...text };
  return method === "forward" && (output === "last_hidden_state" || output === "logits");
}

/** How PyTorch loads and runs the model. */
const harmless = new Set(["trust_remote_code", "attn_implementation", "torch_dtype", "dtype", "revision"]);

function hasHarmlessKeys(value: unknown): boolean {
  if (typeof value !== "object") return false;
  return value === null || Object.keys(value).every((key) => harmless.has(key));
}
