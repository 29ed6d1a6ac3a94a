/** Tokens that are found in a text before it is split. A port of `tokenizers/src/tokenizer/added_vocabulary.rs`. */
import * as v from "valibot";
import { UnsupportedTokenizer } from "./component.ts";
import type { Normalizer } from "./normalizers.ts";
import { word } from "./unicode-tables.ts";
import { characterPattern, endWithoutWhitespace, leadingWhitespace } from "./unicode.ts";

const tokenEntries = {
  content: v.string(),
  single_word: v.optional(v.boolean(), false),
  lstrip: v.optional(v.boolean(), false),
  rstrip: v.optional(v.boolean(), false),
  normalized: v.optional(v.boolean()),
  special: v.optional(v.boolean(), false),
};

/** Special tokens are looked for in the text as it is, others in the normalized text, if nothing else is said. */
function withDefault<T extends { normalized?: boolean | undefined; special: boolean }>(token: T) {
  return { ...token, normalized: token.normalized ?? !token.special };
}

/** A token of `tokenizer_config.json`. */
export const AddedToken = v.pipe(v.object(tokenEntries), v.transform(withDefault));
export type AddedToken = v.InferOutput<typeof AddedToken>;

/** Those of `tokenizer.json`. */
export const AddedTokens = v.array(
  v.pipe(v.strictObject({ id: v.number(), ...tokenEntries }), v.transform(withDefault)),
);

/** A text without added tokens, or the id of one. */
export type Section = string | number;

export interface AddedVocabulary {
  /** Ids by content. */
  readonly ids: ReadonlyMap<string, number>;
  /** What the decoder is given for an id. */
  readonly contents: ReadonlyMap<number, string>;
  /** Finds the tokens, and normalizes what is between them. */
  split(text: string): Section[];
}

/**
 * @param modelIds the model's own tokens: an added token that is one of them has its id; others follow after the last
 * @throws {UnsupportedTokenizer} if a token would not have the id that the file gives it
 */
export function addedVocabulary(
  tokens: readonly (AddedToken & { id?: number })[],
  modelIds: ReadonlyMap<string, number>,
  normalize: Normalizer,
): AddedVocabulary {
  const ids = new Map<string, number>();
  const byId = new Map<number, AddedToken>();
  let nextId = modelIds.size;
  for (const { id: expected, ...token } of tokens) {
    if (token.content === "") continue;
    const id = ids.get(token.content) ?? modelIds.get(token.content) ?? nextId++;
    if (expected !== undefined && id !== expected) {
      const name = JSON.stringify(token.content);
      throw new UnsupportedTokenizer(`its added token ${name} has the id ${expected} and would get ${id}`);
    }
    ids.set(token.content, id);
    byId.set(id, token);
  }
  const contents = new Map(
    [...byId].map(([id, token]) => [id, token.normalized ? normalize(token.content) : token.content]),
  );
  const split = [false, true].map((normalized) =>
    tokenSplitter(
      [...byId].filter(([, token]) => token.normalized === normalized),
      contents,
    ),
  );
  const [splitRaw, splitNormalized] = split;
  return {
    ids,
    contents,
    split: (text) =>
      (splitRaw?.(text) ?? []).flatMap((section) =>
        typeof section === "string" ? (splitNormalized?.(normalize(section)) ?? []) : [section],
      ),
  };
}

/** Finds the longest token at the leftmost place, again and again. */
function tokenSplitter(
  tokens: readonly (readonly [id: number, token: AddedToken])[],
  contents: ReadonlyMap<number, string>,
): (text: string) => Section[] {
  const byText = new Map<string, { id: number; token: AddedToken }>();
  /** Lengths of the tokens that begin with a unit, the longest first. */
  const lengths = new Map<number, number[]>();
  for (const [id, token] of tokens) {
    const text = contents.get(id) ?? "";
    if (text === "" || byText.has(text)) {
      const name = JSON.stringify(token.content);
      throw new UnsupportedTokenizer(
        `its added token ${name} is ${text === "" ? "nothing" : "another one"} after normalization`,
      );
    }
    byText.set(text, { id, token });
    const unit = text.charCodeAt(0);
    lengths.set(
      unit,
      [...new Set([...(lengths.get(unit) ?? []), text.length])].toSorted((a, b) => b - a),
    );
  }

  function findAt(text: string, at: number): { id: number; token: AddedToken; end: number } | undefined {
    for (const length of lengths.get(text.charCodeAt(at)) ?? []) {
      const found = byText.get(text.slice(at, at + length));
      if (found) return { ...found, end: at + length };
    }
    return undefined;
  }

  return (text) => {
    const sections: Section[] = [];
    let last = 0;
    for (let at = 0; at < text.length;) {
      const found = byText.size > 0 ? findAt(text, at) : undefined;
      if (!found) {
        at += 1;
        continue;
      }
      const { id, token, end: matchEnd } = found;
      if (!token.single_word || isAlone(text, at, matchEnd)) {
        const start = token.lstrip ? Math.max(endWithoutWhitespace(text.slice(0, at)), last) : at;
        const [spaces = ""] = token.rstrip ? (leadingWhitespace.exec(text.slice(matchEnd)) ?? []) : [];
        if (last < start) sections.push(text.slice(last, start));
        sections.push(id);
        last = matchEnd + spaces.length;
      }
      at = matchEnd;
    }
    if (last < text.length) sections.push(text.slice(last));
    return sections;
  };
}

const wordCharacter = characterPattern(word);

/** Whether no character of a word stands right before or after. */
function isAlone(text: string, start: number, end: number): boolean {
  const isWord = (character: string): boolean => character.search(wordCharacter()) === 0;
  const before = Array.from(text.slice(Math.max(0, start - 2), start)).at(-1);
  const after = text.codePointAt(end);
  return !(
    (before !== undefined && isWord(before)) ||
    (after !== undefined && isWord(String.fromCodePoint(after)))
  );
}
