/** WordPiece and WordLevel. Ports of `tokenizers/src/models`. */
import * as v from "valibot";
import { UnsupportedTokenizer } from "./component.ts";
import type { Model } from "./model.ts";

/** Token ids by token. Valibot's own record would leave out words such as "constructor". */
export const Vocabulary = v.custom<Readonly<Record<string, number>>>(
  (value) =>
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((id) => Number.isSafeInteger(id) && id >= 0),
);

export const wordPieceEntries = {
  unk_token: v.string(),
  continuing_subword_prefix: v.string(),
  max_input_chars_per_word: v.number(),
  vocab: Vocabulary,
};

type WordPieceParameters = v.InferOutput<v.ObjectSchema<typeof wordPieceEntries, undefined>>;

/** The longest entry that the rest of the word begins with, again and again; a word that has none is unknown. */
export function wordPiece(parameters: WordPieceParameters): Model {
  const {
    unk_token,
    continuing_subword_prefix: prefix,
    max_input_chars_per_word: maxCharacters,
  } = parameters;
  const ids = new Map(Object.entries(parameters.vocab));
  const unknown = [unknownId(ids, unk_token)];
  const maxLength = longest(ids.keys());

  function parts(word: string): number[] | undefined {
    if (word.length > maxCharacters && Array.from(word).length > maxCharacters) return undefined;
    const found: number[] = [];
    for (let start = 0; start < word.length;) {
      let id: number | undefined;
      let end = Math.min(word.length, start + maxLength);
      for (; end > start && id === undefined; end--)
        id = ids.get(start === 0 ? word.slice(0, end) : prefix + word.slice(start, end));
      if (id === undefined) return undefined;
      found.push(id);
      start = end + 1;
    }
    return found;
  }

  return { ids, encode: (word) => parts(word) ?? unknown };
}

export const wordLevelEntries = { unk_token: v.string(), vocab: Vocabulary };

export function wordLevel({
  unk_token,
  vocab,
}: v.InferOutput<v.ObjectSchema<typeof wordLevelEntries, undefined>>): Model {
  const ids = new Map(Object.entries(vocab));
  const unknown = unknownId(ids, unk_token);
  return { ids, encode: (word) => [ids.get(word) ?? unknown] };
}

/** @throws {UnsupportedTokenizer} if the vocabulary does not have the token for unknown words */
export function unknownId(ids: ReadonlyMap<string, number>, token: string): number {
  const id = ids.get(token);
  if (id === undefined)
    throw new UnsupportedTokenizer(`its vocabulary does not have ${JSON.stringify(token)}`);
  return id;
}

/** The length of the longest text, in UTF-16 units. */
function longest(texts: Iterable<string>): number {
  let length = 0;
  for (const text of texts) length = Math.max(length, text.length);
  return length;
}
