/**
 * Tokenizers made from those of the fixtures by other components, so that every component and parameter that we accept is
 * compared with the original. `tools/tokenizers/make_ids.py` gets them through `node scripts/tokenizers/variants.mjs`.
 */
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

/** @typedef {{ added_tokens: object[], model: Record<string, unknown>, [key: string]: unknown }} TokenizerJson */

/** @param {string} name @returns {TokenizerJson} */
function fixture(name) {
  const file = new URL(`../../tests/fixtures/hub/tabrank/${name}/tokenizer.json`, import.meta.url);
  return JSON.parse(readFileSync(file, "utf8"));
}

/** A space before each word shows where words begin, and bytes show every character. */
const visible = { type: "ByteLevel", add_prefix_space: true, trim_offsets: true, use_regex: false };
const behaviors = ["Removed", "Isolated", "MergedWithPrevious", "MergedWithNext", "Contiguous"];

const patterns = {
  llama3:
    "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
  cl100k:
    "'(?i:[sdmt]|ll|ve|re)|[^\\r\\n\\p{L}\\p{N}]?+\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]++[\\r\\n]*|\\s*[\\r\\n]|\\s+(?!\\S)|\\s+",
  o200k:
    "[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?|[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]+[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
  deepseek:
    "[!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+|[^\\r\\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+| ?[\\p{P}\\p{S}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
  ideographs: "[一-龥\\u3040-\\u309fア-ヺ]+",
  negated: "\\P{L}+|\\p{^M}",
  categories:
    "[\\p{Nd}\\p{Pc}]|[\\p{Sc}\\p{Sm}]{2,}|\\p{Zs}(?=\\S)|(?<=\\d)\\p{P}|[^\\S ]|\\x41|(?:e|\\t)*?f",
  kelvin: "(?i:kelvin|[skz]'|ve)",
};

/** @param {unknown} pretokenizer */
const then = (pretokenizer) => ({
  pre_tokenizer: { type: "Sequence", pretokenizers: [pretokenizer, visible] },
});
/** @param {unknown[]} normalizers */
const normalized = (...normalizers) => ({
  normalizer: normalizers.length === 1 ? normalizers[0] : { type: "Sequence", normalizers },
  pre_tokenizer: visible,
});
/** @param {Record<string, unknown>} settings */
const bert = (settings) =>
  normalized({
    type: "BertNormalizer",
    clean_text: false,
    handle_chinese_chars: false,
    strip_accents: false,
    lowercase: false,
    ...settings,
  });

const metaspace = { type: "Metaspace", replacement: "▁", prepend_scheme: "always", split: true };
const byteTokens = Array.from(
  { length: 256 },
  (_, byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, "0")}>`,
);

/** @param {string[]} tokens @param {number} [first] */
const vocabulary = (tokens, first = 0) => Object.fromEntries(tokens.map((token, at) => [token, first + at]));
const letters = Array.from("abcdefghijklmnopqrstuvwxyzéß東▁");

/** @param {Record<string, unknown>} settings @param {string[]} [further] */
function letterBpe(settings, further = []) {
  const merges = [
    ["t", "h"],
    ["th", "e"],
    ["▁", "the"],
    ["e", "r"],
    ["a", "n"],
    ["i", "n"],
    ["o", "r"],
    ["r", "e"],
  ];
  const tokens = ["<unk>", ...letters, ...merges.map((pair) => pair.join("")), ...further];
  return {
    normalizer: null,
    pre_tokenizer: metaspace,
    added_tokens: [],
    model: { type: "BPE", unk_token: "<unk>", vocab: vocabulary(tokens), merges, ...settings },
  };
}

/** @param {Record<string, unknown>} flags */
const token = (flags) => ({
  added_tokens: [
    {
      id: 0,
      content: "<unk>",
      special: true,
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: false,
    },
    ...["nine", "É", "restaurant", "東京", " x", "leaves at"].map((content, at) => ({
      id: 1 + letters.length + 8 + at,
      content,
      special: false,
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: false,
      ...flags,
    })),
  ],
});

/** Byte-level BPE with other components. @returns {Record<string, Record<string, unknown>>} */
function byteLevelVariants() {
  /** @type {Record<string, Record<string, unknown>>} */
  const variants = {
    "bert clean": bert({ clean_text: true }),
    "bert ideographs": bert({ handle_chinese_chars: true }),
    "bert accents": bert({ strip_accents: true }),
    "bert lowercase": bert({ lowercase: true }),
    "bert all": bert({ clean_text: true, handle_chinese_chars: true, strip_accents: null, lowercase: true }),
    nmt: normalized({ type: "Nmt" }),
    "strip left": normalized({ type: "Strip", strip_left: true, strip_right: false }),
    "strip right": normalized({ type: "Strip", strip_left: false, strip_right: true }),
    prepend: normalized({ type: "Prepend", prepend: "▁" }, { type: "Lowercase" }),
    "byte level": { normalizer: { type: "ByteLevel" }, pre_tokenizer: null },
    "replace text": normalized({ type: "Replace", pattern: { String: "e" }, content: "$&." }),
    "replace pattern": normalized({ type: "Replace", pattern: { Regex: " {2,}|\\p{Mn}" }, content: "" }),
    precompiled: normalized(fixture("tiny-xlmr-cross-encoder")["normalizer"]),
    "strip accents": normalized({ type: "NFD" }, { type: "StripAccents" }),
    whitespace: then({ type: "Whitespace" }),
    "whitespace split": then({ type: "WhitespaceSplit" }),
    bert: then({ type: "BertPreTokenizer" }),
    digits: then({ type: "Digits", individual_digits: false }),
    "single digits": then({ type: "Digits", individual_digits: true }),
    delimiter: then({ type: "CharDelimiterSplit", delimiter: "e" }),
    "gpt2, no space": { pre_tokenizer: { ...visible, add_prefix_space: false, use_regex: true } },
    "gpt2, space": { pre_tokenizer: { ...visible, use_regex: true } },
  };
  for (const type of ["Lowercase", "NFC", "NFD", "NFKC", "NFKD", "StripAccents"])
    variants[type] = normalized({ type });
  for (const behavior of behaviors) {
    variants[`punctuation ${behavior}`] = then({ type: "Punctuation", behavior });
    for (const invert of [false, true]) {
      const name = `${behavior}${invert ? " inverted" : ""}`;
      variants[`text ${name}`] = then({ type: "Split", pattern: { String: " " }, behavior, invert });
      variants[`pattern ${name}`] = then({
        type: "Split",
        pattern: { Regex: "[a-eé ]+|\\d" },
        behavior,
        invert,
      });
    }
  }
  for (const [name, pattern] of Object.entries(patterns))
    variants[name] = then({
      type: "Split",
      pattern: { Regex: pattern },
      behavior: "Isolated",
      invert: false,
    });
  for (const prepend_scheme of ["always", "never", "first"])
    for (const split of [true, false])
      variants[`metaspace ${prepend_scheme} ${split}`] = then({ ...metaspace, prepend_scheme, split });
  return variants;
}

/** @returns {Record<string, Record<string, unknown>>} */
function modelVariants() {
  const xlmr = fixture("tiny-xlmr-cross-encoder");
  const words = fixture("tiny-bert-cross-encoder");
  const vocab = /** @type {[string, number][]} */ (xlmr.model["vocab"]);
  /** @type {[string, number][]} */
  const bytes = byteTokens.map((name) => [name, -3]);
  const spaced = vocab.map(([text, score]) => [text.replaceAll("▁", " "), score]);
  return {
    "unigram bytes": {
      ...xlmr,
      decoder: {
        type: "Sequence",
        decoders: [
          { type: "Replace", pattern: { String: "▁" }, content: " " },
          { type: "ByteFallback" },
          { type: "Fuse" },
          { type: "Strip", content: " ", start: 1, stop: 0 },
        ],
      },
      model: { ...xlmr.model, vocab: [...vocab, ...bytes], byte_fallback: true },
    },
    "unigram some bytes": {
      ...xlmr,
      model: { ...xlmr.model, vocab: [...vocab, ...bytes.slice(0x80, 0xe3)], byte_fallback: true },
    },
    "unigram alone": {
      ...xlmr,
      normalizer: null,
      pre_tokenizer: null,
      model: { ...xlmr.model, vocab: spaced },
    },
    "word level": {
      ...words,
      model: { type: "WordLevel", unk_token: "[UNK]", vocab: words.model["vocab"] },
    },
    "short words": { ...words, model: { ...words.model, max_input_chars_per_word: 5 } },
    "cased bert": { ...words, normalizer: { ...Object(words["normalizer"]), lowercase: false } },
    bpe: letterBpe({}),
    "bpe fused": letterBpe({ fuse_unk: true }),
    "bpe without unknown": letterBpe({ unk_token: null }),
    "bpe bytes": letterBpe({ byte_fallback: true, fuse_unk: true }, byteTokens),
    "bpe some bytes": letterBpe({ byte_fallback: true, fuse_unk: true }, byteTokens.slice(0x80, 0xe3)),
    "bpe whole words": letterBpe({ ignore_merges: true }, ["▁restaurant", "▁query"]),
    "bpe suffix": letterBpe(
      { end_of_word_suffix: "</w>" },
      Array.from("nestgd", (letter) => `${letter}</w>`),
    ),
    "bpe prefix": letterBpe(
      {
        continuing_subword_prefix: "##",
        merges: [
          ["▁", "##t"],
          ["##h", "##e"],
          ["▁t", "##he"],
        ],
      },
      [...Array.from("abcdefghijklmnopqrstuvwxyz"), "he"].map((part) => `##${part}`).concat("▁t"),
    ),
    tokens: { ...letterBpe({}), ...token({}) },
    "tokens alone": { ...letterBpe({}), ...token({ single_word: true }) },
    "tokens strip": { ...letterBpe({}), ...token({ lstrip: true, rstrip: true }) },
    "tokens normalized": {
      ...letterBpe({}),
      ...token({ normalized: true }),
      normalizer: { type: "Sequence", normalizers: [{ type: "NFD" }, { type: "Lowercase" }] },
    },
    "tokens in metaspace": {
      ...letterBpe({}),
      ...token({ normalized: true, single_word: true }),
      pre_tokenizer: null,
      normalizer: {
        type: "Sequence",
        normalizers: [
          { type: "Prepend", prepend: "▁" },
          { type: "Replace", pattern: { String: " " }, content: "▁" },
        ],
      },
    },
    "tokens first": {
      ...letterBpe({}),
      ...token({}),
      pre_tokenizer: { ...metaspace, prepend_scheme: "first" },
    },
  };
}

/** `tokenizer.json` of each variant. @returns {Record<string, TokenizerJson>} */
export function variants() {
  const plain = {
    ...fixture("tiny-jinabert-cross-encoder"),
    added_tokens: [],
    post_processor: null,
    decoder: null,
  };
  const all = { ...byteLevelVariants(), ...modelVariants() };
  return Object.fromEntries(
    Object.entries(all).map(([name, changes]) => [
      name,
      { ...plain, decoder: null, ...changes, post_processor: null },
    ]),
  );
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href)
  console.log(JSON.stringify(variants()));
