/** Pre-tokenizers: how a text is cut into words. Ports of `tokenizers/src/pre_tokenizers`. */
import * as v from "valibot";
import { byteCharacters } from "./byte-level.ts";
import { type ComponentTable, component, createComponent } from "./component.ts";
import { Pattern, patternRegExp, translate } from "./regex.ts";
import { type Behavior, behaviors, splitText } from "./split.ts";
import { numeric, punctuation, word } from "./unicode-tables.ts";
import {
  characterPattern,
  classSource,
  decodeRanges,
  lazy,
  whitespacePattern,
  whitespaceRanges,
} from "./unicode.ts";

/** A part of a text on its way to the model. */
export interface Piece {
  text: string;
  /** It stands at the very beginning of the text. */
  isFirst: boolean;
}

export type PreTokenizer = (piece: Piece) => Piece[];

const punctuationPattern = characterPattern(punctuation);
const numericPattern = characterPattern(numeric);
const wordPattern = lazy(() => {
  const ranges = classSource(decodeRanges(word));
  return new RegExp(`[${ranges}]+|[^${ranges}${classSource(whitespaceRanges)}]+`, "gu");
});
const bertPattern = lazy(() => {
  const marks = classSource(decodeRanges(punctuation));
  return new RegExp(`[^${marks}${classSource(whitespaceRanges)}]+|[${marks}]`, "gu");
});
const gpt2Pattern = lazy(() =>
  translate("'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+"),
);

function splitAt(pattern: () => RegExp, how: { behavior: Behavior; invert?: boolean }): PreTokenizer {
  return ({ text, isFirst }) =>
    splitText(text, pattern(), how).map(({ text: part, start }) => ({
      text: part,
      isFirst: isFirst && start === 0,
    }));
}

function inTurn(steps: readonly PreTokenizer[]): PreTokenizer {
  return (piece) => steps.reduce((pieces, step) => pieces.flatMap(step), [piece]);
}

/** One character, as the original's type says. */
const Character = v.pipe(
  v.string(),
  v.check((text) => Array.from(text).length === 1),
);

const table: ComponentTable<PreTokenizer> = {
  // Whitespace goes, and each punctuation mark is a word.
  BertPreTokenizer: component({}, () => splitAt(bertPattern, { behavior: "Removed", invert: true })),
  ByteLevel: component(
    {
      add_prefix_space: v.boolean(),
      trim_offsets: v.optional(v.boolean()),
      use_regex: v.optional(v.boolean(), true),
    },
    ({ add_prefix_space, use_regex }) => {
      const split = use_regex ? splitAt(gpt2Pattern, { behavior: "Isolated" }) : (piece: Piece) => [piece];
      return ({ text, isFirst }) =>
        split({ text: add_prefix_space && !text.startsWith(" ") ? ` ${text}` : text, isFirst }).map(
          (piece) => ({
            text: byteCharacters(piece.text),
            isFirst: piece.isFirst,
          }),
        );
    },
  ),
  CharDelimiterSplit: component({ delimiter: Character }, ({ delimiter }) => {
    const pattern = patternRegExp({ String: delimiter });
    return splitAt(() => pattern, { behavior: "Removed" });
  }),
  Digits: component({ individual_digits: v.optional(v.boolean(), false) }, ({ individual_digits }) =>
    splitAt(numericPattern, { behavior: individual_digits ? "Isolated" : "Contiguous" }),
  ),
  Metaspace: component(
    {
      replacement: Character,
      prepend_scheme: v.optional(v.picklist(["always", "never", "first"]), "always"),
      split: v.nullish(v.boolean(), true),
      add_prefix_space: v.nullish(v.boolean()),
      str_rep: v.nullish(v.string()),
    },
    ({ replacement, prepend_scheme, split, add_prefix_space }) => {
      if (add_prefix_space === false && prepend_scheme !== "never")
        throw new Error("add_prefix_space contradicts prepend_scheme");
      const pattern = patternRegExp({ String: replacement });
      const parts = split
        ? splitAt(() => pattern, { behavior: "MergedWithNext" })
        : (piece: Piece) => [piece];
      return ({ text, isFirst }) => {
        const replaced = text.replaceAll(" ", () => replacement);
        const prepends = prepend_scheme === "always" || (prepend_scheme === "first" && isFirst);
        const prepended = prepends && !replaced.startsWith(replacement) ? replacement + replaced : replaced;
        return parts({ text: prepended, isFirst });
      };
    },
  ),
  Punctuation: component({ behavior: v.optional(v.picklist(behaviors), "Isolated") }, ({ behavior }) =>
    splitAt(punctuationPattern, { behavior }),
  ),
  Sequence: component({ pretokenizers: v.array(v.unknown()) }, ({ pretokenizers }) =>
    inTurn(pretokenizers.map(createPreTokenizer)),
  ),
  Split: component(
    { pattern: Pattern, behavior: v.picklist(behaviors), invert: v.boolean() },
    ({ pattern, behavior, invert }) => {
      const regExp = patternRegExp(pattern);
      return splitAt(() => regExp, { behavior, invert });
    },
  ),
  Whitespace: component({}, () => splitAt(wordPattern, { behavior: "Removed", invert: true })),
  WhitespaceSplit: component({}, () => splitAt(() => whitespacePattern, { behavior: "Removed" })),
};

/** @throws {UnsupportedTokenizer} */
export function createPreTokenizer(value: unknown): PreTokenizer {
  return value === null || value === undefined
    ? (piece) => [piece]
    : createComponent(table, "pre-tokenizer", value);
}
