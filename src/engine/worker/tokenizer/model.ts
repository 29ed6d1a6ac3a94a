/** Models: how a word becomes tokens. */
import * as v from "valibot";
import { bpe, bpeEntries } from "./bpe.ts";
import { type ComponentTable, component, createComponent } from "./component.ts";
import { unigram, unigramEntries } from "./unigram.ts";
import { wordLevel, wordLevelEntries, wordPiece, wordPieceEntries } from "./word-models.ts";

export interface Model {
  /** Every token with its id. */
  readonly ids: ReadonlyMap<string, number>;
  /** Token ids of a word; an array that the caller does not change. */
  encode(word: string): readonly number[];
}

const table: ComponentTable<() => Model> = {
  BPE: component(bpeEntries, (parameters) => () => bpe(parameters)),
  Unigram: component(unigramEntries, (parameters) => () => unigram(parameters)),
  WordLevel: component(wordLevelEntries, (parameters) => () => wordLevel(parameters)),
  WordPiece: component(wordPieceEntries, (parameters) => () => wordPiece(parameters)),
};

/** Old files do not name the type: it shows in the parameters. */
function modelType(model: object): string {
  if ("merges" in model) return "BPE";
  if ("continuing_subword_prefix" in model) return "WordPiece";
  return "vocab" in model && Array.isArray(model.vocab) ? "Unigram" : "WordLevel";
}

/**
 * Checks a model's parameters. Its tables are made when the result is called.
 * @throws {UnsupportedTokenizer}
 */
export function checkModel(value: unknown): () => Model {
  const model = v.parse(v.looseObject({}), value ?? {});
  return createComponent(table, "model", "type" in model ? model : { ...model, type: modelType(model) });
}

/** Words repeat; longer ones, and more of them, are not cached. */
const maxCachedLength = 40;
const maxCachedWords = 20_000;

/** The model, with the last words cached. */
export function cachedWords(model: Model): Model["encode"] {
  let cached = new Map<string, readonly number[]>();
  return (word) => {
    if (word === "") return [];
    const known = cached.get(word);
    if (known) return known;
    const ids = model.encode(word);
    if (word.length > maxCachedLength) return ids;
    if (cached.size >= maxCachedWords) cached = new Map();
    cached.set(word, ids);
    return ids;
  };
}
