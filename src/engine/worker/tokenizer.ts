import { RerankError } from "../../contract/errors.ts";
import type { PairTemplate, SingleTemplate } from "./encoding.ts";
import type { LoadedFile } from "./protocol.ts";
import { addedVocabulary } from "./tokenizer/added-tokens.ts";
import { UnsupportedTokenizer } from "./tokenizer/component.ts";
import { type Definition, readDefinition } from "./tokenizer/definition.ts";
import { cachedWords } from "./tokenizer/model.ts";
import { lazy } from "./tokenizer/unicode.ts";
import { verifiedBytes } from "./verified-bytes.ts";

/** A model's tokenizer, which separates special tokens from the tokens of a text. */
export interface Tokenizer {
  /** Token ids of a text, without special tokens added. */
  encode(text: string): number[];
  /**
   * The first ids of `encode(text)`, computed from the text's first `units` UTF-16 units alone. They end well before the
   * cut: what follows cannot change them.
   */
  encodeBeginning(text: string, units: number): number[];
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

/** @throws {RerankError} `load_failed` if the tokenizer has a part whose result could differ from the original's */
export async function createTokenizer(json: LoadedFile, config: LoadedFile): Promise<Tokenizer> {
  const [tokenizerJson, tokenizerConfig] = await Promise.all([parse(json), parse(config)]);
  try {
    return assemble(readDefinition(tokenizerJson, tokenizerConfig));
  } catch (cause) {
    if (cause instanceof UnsupportedTokenizer) throw unusable(cause.message, cause);
    throw cause;
  }
}

/**
 * Words before a cut that could be others if the text went on: the word that was cut, a cluster or a match that reaches
 * one character further, and the whitespace that an added token takes with it.
 */
const uncertainWords = 100;

function assemble(definition: Definition): Tokenizer {
  const { config, templates, preTokenize } = definition;
  const model = definition.createModel();
  const added = addedVocabulary(definition.addedTokens, model.ids, definition.normalize);
  const encodeWord = cachedWords(model);
  const names = lazy(() => new Map([...model.ids].map(([token, id]) => [id, token])));

  /** The ids of each word and of each added token. */
  function* wordsOf(text: string): Generator<readonly number[]> {
    // Lone surrogates become U+FFFD, as in UTF-8.
    const sections = added.split(text.replace(/\p{Surrogate}/gu, "\ufffd"));
    for (const [at, section] of sections.entries())
      if (typeof section === "number") yield [section];
      else
        for (const piece of preTokenize({ text: section, isFirst: at === 0 })) yield encodeWord(piece.text);
  }

  function encode(text: string): number[] {
    const ids: number[] = [];
    for (const word of wordsOf(text)) for (const id of word) ids.push(id);
    return ids;
  }

  function encodeBeginning(text: string, units: number): number[] {
    const last = text.charCodeAt(units - 1);
    const dividesPair = last >= 0xd800 && last <= 0xdbff;
    const words = [...wordsOf(text.slice(0, dividesPair ? units - 1 : units))];
    return words.slice(0, -uncertainWords).flat();
  }

  const idOfNamed = (token: string | { content: string } | null | undefined): number | undefined => {
    const content = typeof token === "string" ? token : token?.content;
    return content === undefined ? undefined : (added.ids.get(content) ?? model.ids.get(content));
  };

  return {
    encode,
    encodeBeginning,
    single: templates.single,
    pair() {
      if (templates.pair) return templates.pair;
      throw unusable("it does not join pairs of texts as a query and a document");
    },
    padId: idOfNamed(config.pad_token) ?? 0,
    maskId: idOfNamed(config.mask_token),
    specialTokens: definition.addedTokens.flatMap(({ special, content }) => (special ? content : [])),
    decode: (ids) =>
      ids.length === 0
        ? ""
        : definition.decode(ids.flatMap((id) => added.contents.get(id) ?? names().get(id) ?? [])).join(""),
    idOf(token) {
      const [id, ...more] = encode(token);
      if (id === undefined || more.length > 0) throw unusable(`it has no single token for "${token}"`);
      return id;
    },
  };
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

function unusable(why: string, cause?: unknown): RerankError {
  return new RerankError("load_failed", `The model's tokenizer cannot be used: ${why}.`, { cause });
}
