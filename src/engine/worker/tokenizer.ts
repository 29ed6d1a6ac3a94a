import { PreTrainedTokenizer } from "@huggingface/transformers";
import * as v from "valibot";
import { RerankError } from "../../contract/errors.ts";
import { type PairTemplate, type SingleTemplate, indexOfRun } from "./encoding.ts";
import type { LoadedFile } from "./protocol.ts";
import { verifiedBytes } from "./verified-bytes.ts";

/** A model's tokenizer, which separates special tokens from the tokens of a text. */
export interface Tokenizer {
  /** Token ids of a text, without special tokens added. */
  encode(text: string): number[];
  readonly single: SingleTemplate;
  /** @throws {RerankError} `load_failed` if the tokenizer does not join pairs */
  pair(): PairTemplate;
  readonly padId: number;
  /** `undefined` if the tokenizer has none. */
  readonly maskId: number | undefined;
  /** The special tokens as text; a user's text must not contain them in a prompt. */
  readonly specialTokens: readonly string[];
  /** Token ids as text, with special tokens written out and spaces left as they are. */
  decode(ids: readonly number[]): string;
  /**
   * The id of a text that is a single token.
   * @throws {RerankError} `load_failed` if it is not
   */
  idOf(token: string): number;
}

/**
 * Finds out where the special tokens go by encoding a probe text with and without them. So every post-processor (BERT,
 * XLM-R, template) works without being known by name, and documents can be truncated by tokens before they are joined.
 */
export async function createTokenizer(json: LoadedFile, config: LoadedFile): Promise<Tokenizer> {
  const [tokenizerJson, tokenizerConfig] = await Promise.all([parse(json), parse(config)]);
  const tokenizer = new PreTrainedTokenizer(tokenizerJson, tokenizerConfig);
  const encode = (text: string): number[] =>
    text === "" ? [] : tokenizer.encode(text, { add_special_tokens: false });
  const [query, document] = [encode("query"), encode("document")];
  const { post_processor: postProcessor } = v.parse(PostProcessor, tokenizerJson);
  // RoBERTa has only one type; transformers.js gives the second text another one, unlike the original.
  const knowsTypes = postProcessor?.type !== "RobertaProcessing";
  const singleIds = tokenizer.encode("query");
  const start = indexOfRun(singleIds, query);
  if (start < 0) throw unusable("its special tokens cannot be found");
  return {
    encode,
    single: { prefix: singleIds.slice(0, start), suffix: singleIds.slice(start + query.length) },
    pair() {
      const { input_ids: ids, token_type_ids: typeIds } = tokenizer("query", {
        text_pair: "document",
        return_tensor: false,
        return_token_type_ids: true,
      });
      const first = indexOfRun(ids, query);
      const second = indexOfRun(ids, document, first + query.length);
      if (first < 0 || second < 0) throw unusable("it does not join pairs of texts");
      return {
        prefix: ids.slice(0, first),
        middle: ids.slice(first + query.length, second),
        suffix: ids.slice(second + document.length),
        documentType: knowsTypes ? (typeIds?.[second] ?? 0) : 0,
      };
    },
    padId: tokenizer.pad_token_id ?? 0,
    maskId: tokenizer.mask_token_id,
    specialTokens: findSpecialTokens(tokenizerJson),
    decode: (ids) =>
      ids.length === 0
        ? ""
        : tokenizer.decode([...ids], { skip_special_tokens: false, clean_up_tokenization_spaces: false }),
    idOf(token) {
      const [id, ...more] = encode(token);
      if (id === undefined || more.length > 0) throw unusable(`it has no single token for "${token}"`);
      return id;
    },
  };
}

const PostProcessor = v.object({
  post_processor: v.fallback(v.nullish(v.object({ type: v.string() })), null),
});

const AddedTokens = v.object({
  added_tokens: v.fallback(v.array(v.object({ content: v.string(), special: v.boolean() })), []),
});

function findSpecialTokens(tokenizerJson: object): string[] {
  const { added_tokens: added } = v.parse(AddedTokens, tokenizerJson);
  return added.filter(({ special }) => special).map(({ content }) => content);
}

async function parse(file: LoadedFile): Promise<object> {
  const text = new TextDecoder().decode(await verifiedBytes(file));
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null) return value;
  } catch {
    // Reported below.
  }
  throw unusable(`${file.name} is not a JSON object`);
}

function unusable(why: string): RerankError {
  return new RerankError("load_failed", `The model's tokenizer cannot be used: ${why}.`);
}
