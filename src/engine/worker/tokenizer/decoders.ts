/** Decoders: tokens as text. Ports of `tokenizers/src/decoders`. */
import * as v from "valibot";
import { tokenBytes } from "./byte-level.ts";
import { type ComponentTable, component, createComponent } from "./component.ts";
import { Pattern, patternRegExp } from "./regex.ts";

export type Decoder = (tokens: readonly string[]) => string[];

const wordPieceCleanup: readonly (readonly [from: string, to: string])[] = [
  [" .", "."],
  [" ?", "?"],
  [" !", "!"],
  [" ,", ","],
  [" ' ", "'"],
  [" n't", "n't"],
  [" 'm", "'m"],
  [" do not", " don't"],
  [" 's", "'s"],
  [" 've", "'ve"],
  [" 're", "'re"],
];

const lossy = new TextDecoder("utf-8", { ignoreBOM: true });
const strict = new TextDecoder("utf-8", { ignoreBOM: true, fatal: true });

const table: ComponentTable<Decoder> = {
  BPEDecoder: component(
    { suffix: v.string() },
    ({ suffix }) =>
      (tokens) =>
        tokens.map((token, at) => token.replaceAll(suffix, at === tokens.length - 1 ? "" : " ")),
  ),
  ByteFallback: component({}, () => byteFallback),
  ByteLevel: component(
    {
      add_prefix_space: v.optional(v.boolean()),
      trim_offsets: v.optional(v.boolean()),
      use_regex: v.optional(v.boolean()),
    },
    () => (tokens) => [lossy.decode(Uint8Array.from(tokens.flatMap((token) => [...tokenBytes(token)])))],
  ),
  Fuse: component({}, () => (tokens) => [tokens.join("")]),
  Metaspace: component(
    {
      replacement: v.string(),
      prepend_scheme: v.optional(v.string(), "always"),
      split: v.nullish(v.boolean()),
      add_prefix_space: v.nullish(v.boolean()),
      str_rep: v.nullish(v.string()),
    },
    ({ replacement, prepend_scheme, add_prefix_space }) => {
      const drops = prepend_scheme !== "never" && add_prefix_space !== false;
      return (tokens) =>
        tokens.map((token, at) => token.replaceAll(replacement, at === 0 && drops ? "" : " "));
    },
  ),
  Replace: component({ pattern: Pattern, content: v.string() }, ({ pattern, content }) => {
    const regExp = patternRegExp(pattern);
    return (tokens) => tokens.map((token) => token.replace(regExp, () => content));
  }),
  Sequence: component({ decoders: v.array(v.unknown()) }, ({ decoders }) => {
    const steps = decoders.map(createDecoder);
    return (tokens) => steps.reduce((texts, step) => step(texts), [...tokens]);
  }),
  // The original fails on empty tokens if it strips the end.
  Strip: component(
    { content: v.string(), start: v.number(), stop: v.literal(0) },
    ({ content, start }) =>
      (tokens) =>
        tokens.map((token) => {
          const characters = Array.from(token);
          const kept = characters.findIndex((character, at) => at >= start || character !== content);
          return kept < 0 ? "" : characters.slice(kept).join("");
        }),
  ),
  WordPiece: component(
    { prefix: v.string(), cleanup: v.boolean() },
    ({ prefix, cleanup }) =>
      (tokens) =>
        tokens.map((token, at) => {
          const text = at === 0 ? token : token.startsWith(prefix) ? token.slice(prefix.length) : ` ${token}`;
          return cleanup
            ? wordPieceCleanup.reduce((clean, [from, to]) => clean.replaceAll(from, to), text)
            : text;
        }),
  ),
};

/** Tokens such as `<0x61>` as text; a run of them that is not UTF-8 is one U+FFFD for each. */
function byteFallback(tokens: readonly string[]): string[] {
  const texts: string[] = [];
  let bytes: number[] = [];
  const flush = (): void => {
    if (bytes.length === 0) return;
    try {
      texts.push(strict.decode(Uint8Array.from(bytes)));
    } catch {
      texts.push("\ufffd".repeat(bytes.length));
    }
    bytes = [];
  };
  for (const token of tokens) {
    const [, byte] = /^<0x([0-9a-fA-F]{2})>$/.exec(token) ?? [];
    if (byte === undefined) {
      flush();
      texts.push(token);
    } else bytes.push(parseInt(byte, 16));
  }
  flush();
  return texts;
}

/** @throws {UnsupportedTokenizer} */
export function createDecoder(value: unknown): Decoder {
  return value === null || value === undefined
    ? (tokens) => [tokens.join(" ")]
    : createComponent(table, "decoder", value);
}
