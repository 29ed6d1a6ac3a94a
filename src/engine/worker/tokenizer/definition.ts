/** Reads `tokenizer.json` and `tokenizer_config.json`, and refuses by name what would not give the original's tokens. */
import * as v from "valibot";
import { type AddedToken, AddedTokens } from "./added-tokens.ts";
import { UnsupportedTokenizer, throwIfTooDeep } from "./component.ts";
import { TokenizerConfig, configuredComponents, configuredTokens } from "./config.ts";
import { type Decoder, createDecoder } from "./decoders.ts";
import { type Model, checkModel } from "./model.ts";
import { type Normalizer, createNormalizer } from "./normalizers.ts";
import { type PreTokenizer, createPreTokenizer } from "./pre-tokenizers.ts";
import { type Templates, createTemplates } from "./templates.ts";

/** The parts of a tokenizer, checked. */
export interface Definition {
  config: TokenizerConfig;
  normalize: Normalizer;
  preTokenize: PreTokenizer;
  /** Makes the model's tables. */
  createModel: () => Model;
  templates: Templates;
  decode: Decoder;
  addedTokens: (AddedToken & { id?: number })[];
}

/** Truncation and padding are ours: they are the only parts that are not read. */
const TokenizerJson = v.strictObject({
  version: v.optional(v.literal("1.0")),
  truncation: v.optional(v.unknown()),
  padding: v.optional(v.unknown()),
  added_tokens: v.optional(AddedTokens, []),
  normalizer: v.optional(v.unknown()),
  pre_tokenizer: v.optional(v.unknown()),
  post_processor: v.optional(v.unknown()),
  decoder: v.optional(v.unknown()),
  model: v.looseObject({}),
});

/** @throws {UnsupportedTokenizer} */
export function readDefinition(tokenizerJson: unknown, tokenizerConfig: unknown): Definition {
  const json = parsed(TokenizerJson, tokenizerJson, "tokenizer.json");
  const config = parsed(TokenizerConfig, tokenizerConfig, "tokenizer_config.json");
  throwIfTooDeep([json.normalizer, json.pre_tokenizer, json.post_processor, json.decoder]);
  const { normalizer, preTokenizer } = configuredComponents(json, config);
  throwIfStartMoves(normalizer, preTokenizer);
  return {
    config,
    normalize: createNormalizer(normalizer),
    preTokenize: createPreTokenizer(preTokenizer),
    createModel: checkModel(json.model),
    templates: createTemplates(json.post_processor),
    decode: createDecoder(json.decoder),
    addedTokens: configuredTokens(json.added_tokens, config),
  };
}

/**
 * What would keep a tokenizer from being used, each as a sentence without its subject "it" and full stop. Ids of added
 * tokens are checked when the tokenizer is loaded.
 */
export function checkTokenizer(tokenizerJson: unknown, tokenizerConfig: unknown): string[] {
  try {
    readDefinition(tokenizerJson, tokenizerConfig);
    return [];
  } catch (cause) {
    if (cause instanceof UnsupportedTokenizer) return [cause.message];
    throw cause;
  }
}

function parsed<Schema extends v.GenericSchema>(
  schema: Schema,
  value: unknown,
  file: string,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new UnsupportedTokenizer(`its ${file} has ${v.getDotPath(issue) ?? "content"} that is not supported`);
}

/** Normalizers after which a text still begins where it began. */
const keepStart = new Set(["Lowercase", "NFC", "NFD", "NFKC", "NFKD", "Prepend"]);

const Nested = v.looseObject({ type: v.string() });

/** `prepend_scheme: "first"` needs to know whether a word stood at the beginning of the text. */
function throwIfStartMoves(normalizer: unknown, preTokenizer: unknown): void {
  const usesStart = leaves(preTokenizer, "pretokenizers").some(
    ({ prepend_scheme: scheme }) => scheme === "first",
  );
  const moves = leaves(normalizer, "normalizers").find(
    ({ type, content }) => !keepStart.has(type) && !(type === "Replace" && content !== ""),
  );
  if (usesStart && moves)
    throw new UnsupportedTokenizer(
      `its pre-tokenizer with prepend_scheme = "first" is not supported after its normalizer "${moves.type}"`,
    );
}

/** Components that are not a sequence. */
function leaves(component: unknown, list: "normalizers" | "pretokenizers"): v.InferOutput<typeof Nested>[] {
  if (!v.is(Nested, component)) return [];
  const parts = component[list];
  return Array.isArray(parts) ? parts.flatMap((part) => leaves(part, list)) : [component];
}
