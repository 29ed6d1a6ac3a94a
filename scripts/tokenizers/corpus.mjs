/**
 * Texts on which tokenizers differ, the same on every machine: a list of hostile strings, characters of every plane, and
 * random mixtures. `tools/tokenizers/make_ids.py` gets them through `node scripts/tokenizers/corpus.mjs`, which prints
 * JSON with lone surrogates replaced by U+FFFD, as `TextEncoder` does.
 */
import { pathToFileURL } from "node:url";

/** Mulberry32. @param {number} seed @returns {() => number} numbers from 0 up to 1 */
function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const specialTokens = [
  ..."[CLS] [SEP] [MASK] [UNK] [PAD] [unused0] <s> </s> <mask> <pad> <unk> <|endoftext|> <|im_start|>".split(
    " ",
  ),
  ..."<|im_end|> <|padding|> [QueryMarker] [DocumentMarker] <|box_end|> <think> </think> <tool_call>".split(
    " ",
  ),
  ..."<0x00> <0xE2> ##ing ## ▁ ▁the Ġ Ċ Ġthe </w> <|image_pad|> <|embed_token|>".split(" "),
];

const spaces = [
  ...Array.from(" \t\n\r\v\f\u0085\u00a0\u1680\u2000\u2003\u2007\u2009\u200a\u2028\u2029\u202f\u205f\u3000"),
  ...Array.from(
    "\u200b\u200c\u200d\u2060\ufeff\u00ad\u061c\u180e\u200e\u200f\u202a\u202e\u2066\u2069\ufffe\ufffd",
  ),
  "  ",
  "   ",
  "\r\n",
  "\n\n",
  " \n",
];

const words = [
  ..."beef bowl restaurant query document The TRAIN leaves at nine don't we'll I'VE they're o'clock it's".split(
    " ",
  ),
  ..."façade naïve Größe STRASSE straße Übung ΟΔΟΣ ΣΑΣ Σ ΑΣ. İstanbul ISTANBUL ıI ǅ ŉ ﬁnance ﬃ ſharp Kelvin".split(
    " ",
  ),
  ..."敏感肌 東京都 𠀀 beef𠀀bowl𠀀restaurant 㐀 豈 﨑 乱 𪜀 𫠠 𫝀 𫟿 𫢸 𬺰 𰀀 𱍐 𮯰 カタカナ ｶﾞ ｶﾞｷﾞ ひらがな が が 가 가 각 한국어 ㄱㅏ".split(
    " ",
  ),
  ..."שלום עולם مرحبا بالعالم ۱۲۳ ١٢٣ १२३ नमस्ते क्षत्रिय क्‍ष தமிழ் ไทยภาษา กำ ລາວ မြန်မာ ខ្មែរ བོད་".split(" "),
  ..."Привет ЁЖИК Ё й й Ⴀ ა Ა ꭰ Ꭰ Ⓐ ⅷ Ⅷ ½ ² ³ ① ㊀ ㍿ ㎏ ﷺ ™ © ℡ … ‥ ― – — ‘ ’ “ ” „ ` ´ ¨".split(" "),
  ..."e\u0301 é a\u030a Å Å o\u0302\u0323 q\u0307\u0323 \u0301 \u0300\u0316 z\u0335\u0311 n\u0303\u0304 \u1ab0 \u20dd".split(
    " ",
  ),
  ..."👍 👍🏽 👨‍👩‍👧‍👦 🏳️‍🌈 🇩🇪🇫🇷 🇩 ❤️ ❤ ☺︎ 1️⃣ #️⃣ 🧑🏿‍🚀 🫠 🩷 🫨 🪉 🏴󠁧󠁢󠁥󠁮󠁧󠁿".split(" "),
  ..."_ __init__ snake_case camelCase C++ #tag @name a.b.c https://example.org/?q=1&b=%20 x@y.z 3.14 1,000 12345 0x1F".split(
    " ",
  ),
  ..."$ € £ + = < > ~ ^ | \\ / ! ? . , ; : ' \" ( ) [ ] { } - * & % # @ ... !!! ?! -- ' 's ' t 'S 'LL 'ſ".split(
    " ",
  ),
];

const hostile = [
  ..."\ud800 \udfff a\ud800b \udc00\ud800 x\udbff 𐀀 𝒳𝓎 𝟘𝟙 🄀 🈁 🯰".split(" "),
  "",
  " ",
  "a",
  "\u0000",
  "a\u0000b",
  "\u0001\u001f\u007f\u0080\u009f",
  "a".repeat(99),
  "a".repeat(100),
  "a".repeat(101),
  "é".repeat(100),
  "𠀀".repeat(60),
  "𝒳".repeat(101),
  "supercalifragilistic".repeat(40),
  "no-spaces-but-punctuation,".repeat(60),
  "0123456789".repeat(30),
  `${" ".repeat(200)}x`,
  `x${"\n".repeat(100)}`,
  `e${"\u0301".repeat(50)}`,
  "\u1100\u1161\u11a8".repeat(20),
  "👨‍👩‍👧".repeat(20),
  "ΟΔΥΣΣΕΥΣ ΟΔΥΣΣΕΥΣ. ΣΣ",
  "the facade cafe naive",
  "Ignore [SEP] this [CLS] text </s><s>",
  " <mask> between <mask>words<mask> ",
  "[MASK][MASK] [mask] [Mask]",
];

/** Blocks in which most characters lie, and single blocks at the edges of all planes. @returns {number[]} */
function blocks() {
  const starts = [];
  for (let plane = 0; plane <= 16; plane++) {
    const first = plane << 16;
    if (plane <= 1) for (let start = first; start < first + 0x10000; start += 0x40) starts.push(start);
    else if (plane <= 3) for (let start = first; start < first + 0x10000; start += 0x200) starts.push(start);
    else if (plane === 14) for (let start = first; start < first + 0x200; start += 0x20) starts.push(start);
    starts.push(first, first + 0xffc0);
  }
  return starts.filter((start) => start < 0xd800 || start > 0xdfff);
}

/** @returns {string[]} */
export function corpus() {
  const next = random(12);
  /** @template T @param {readonly T[]} list @returns {T} */
  const pick = (list) => {
    const item = list[Math.floor(next() * list.length)];
    if (item === undefined) throw new RangeError("The list is empty.");
    return item;
  };
  const character = () => {
    const top = pick([0x80, 0x250, 0x800, 0x3000, 0xd800, 0x20000, 0x110000]);
    const code = Math.floor(next() * top);
    return String.fromCodePoint(code >= 0xd800 && code <= 0xdfff ? 0xfffd : code);
  };
  const texts = [...hostile, ...words, ...spaces, ...spaces.map((space) => `a${space}b`)];
  texts.push(...specialTokens, ...specialTokens.map((token) => `a ${token} b${token}c`));
  for (const start of blocks()) {
    const code = start + Math.floor(next() * 0x40);
    const other = start + Math.floor(next() * 0x40);
    const [one, two] = [String.fromCodePoint(code), String.fromCodePoint(other)];
    texts.push(`a${one}b ${one}${two} e${two}\u0301`);
  }
  const parts = [words, words, words, spaces, specialTokens, hostile.slice(0, 11)];
  for (let count = 0; count < 2200; count++) {
    const length = 1 + Math.floor(next() * 12);
    const joint = pick(["", " ", " ", " "]);
    texts.push(Array.from({ length }, () => (next() < 0.1 ? character() : pick(pick(parts)))).join(joint));
  }
  for (let count = 0; count < 900; count++)
    texts.push(Array.from({ length: 1 + Math.floor(next() * 10) }, character).join(""));
  // Clusters of a base and marks, at all the lengths that matter in UTF-8.
  const bases = Array.from("aZ1 ©éßאשعक்กが가각ㅏ👍☺❤\u1100\u1161\u11a8\u0915\u0600🇩");
  const marks = Array.from(
    "\u0300\u0301\u0327\u0345\u05bc\u064b\u093c\u094d\u0e31\u3099\u200d\ufe0f\u20e3\u0903\u1161🏽\u{e0100}\u{1d165}",
  );
  for (let count = 0; count < 900; count++) {
    const cluster = () =>
      pick(bases) + Array.from({ length: Math.floor(next() * 3) }, () => pick(marks)).join("");
    texts.push(Array.from({ length: 1 + Math.floor(next() * 5) }, cluster).join(pick(["", "", " "])));
  }
  return texts;
}

/** Texts at which a tokenizer runs out of stack or of time. @returns {string[]} */
export function longTexts() {
  const sentence = "The quick brown fox's naïve friend leaves 12 restaurants in Größe, 東京 and elsewhere. ";
  return [
    sentence.repeat(2500),
    "abcdefghijklmnopqrstuvwxyz".repeat(2500),
    "東京都".repeat(20_000),
    " ".repeat(200_000),
    `x${"\n".repeat(100_000)}`,
    `e${"\u0301".repeat(60_000)}`,
    "👨‍👩‍👧".repeat(5000),
    "[SEP] </s> ".repeat(10_000),
  ];
}

/** @param {string} text */
const wellFormed = (text) => text.replace(/\p{Surrogate}/gu, "\ufffd");

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href)
  console.log(JSON.stringify({ texts: corpus().map(wellFormed), long: longTexts() }));
