/** Guesses the encoding of bytes that are not UTF-8. Pure; loaded with the first such file. */
import { analyse } from "chardet";
import { type Encoding, encodings, isEncoding } from "./encodings.ts";

/** A guess needs no more than this. */
const sampleBytes = 100_000;

/** The detector knows ISO's encodings, of which Windows has its own variants. */
const windowsVariants: Record<string, Encoding> = {
  "iso-8859-2": "windows-1250",
  "iso-8859-7": "windows-1253",
  "iso-8859-8": "windows-1255",
};
/** By far the most frequent one after UTF-8: where the detector is almost undecided, this is the better guess. */
const usual: Encoding = "windows-1252";
const usualFactor = 1.15;
/** The detector does not know these. */
const unguessed: ReadonlySet<string> = new Set(["macintosh", "utf-8", "utf-16le", "utf-16be"]);

/**
 * The detector scores encodings by the frequency of letters, which means little for short texts. Encodings whose text
 * has words that no language writes come after all others.
 */
export function guessEncoding(bytes: Uint8Array): Encoding {
  const sample = bytes.subarray(0, sampleBytes);
  const confidence = confidences(sample);
  const [best] = Object.keys(encodings)
    .filter(isEncoding)
    .filter((label) => !unguessed.has(label))
    .map((label) => {
      const text = new TextDecoder(label).decode(sample, { stream: true });
      const found = (confidence.get(label) ?? 0) * (label === usual ? usualFactor : 1);
      return {
        label,
        oddity: oddityIn(label, text),
        confidence: label === "euc-kr" && isKorean(text) ? Infinity : found,
      };
    })
    .sort((a, b) => a.oddity - b.oddity || b.confidence - a.confidence);
  return best?.label ?? usual;
}

function confidences(sample: Uint8Array): Map<string, number> {
  const found = new Map<string, number>();
  for (const { name, confidence } of analyse(sample)) {
    const label = standardLabel(name) ?? "";
    for (const entry of [label, windowsVariants[label] ?? label])
      found.set(entry, Math.max(confidence, found.get(entry) ?? 0));
  }
  return found;
}

/** The standard reads ISO 8859-1 as Windows-1252, as browsers do. */
function standardLabel(name: string): string | undefined {
  try {
    return new TextDecoder(name).encoding;
  } catch {
    return undefined;
  }
}

/** Scripts that hardly any text of a language lacks beside its ideographs. Chinese bytes read as Japanese or Korean have none. */
const scripts: Partial<Record<Encoding, RegExp>> = {
  shift_jis: /[\p{Script=Hiragana}\p{Script=Katakana}]/u,
  "euc-jp": /[\p{Script=Hiragana}\p{Script=Katakana}]/u,
  "iso-2022-jp": /[\p{Script=Hiragana}\p{Script=Katakana}]/u,
  "euc-kr": /\p{Script=Hangul}/u,
};

function oddityIn(label: Encoding, text: string): number {
  const script = scripts[label];
  const lacks = script !== undefined && /\p{Script=Han}/u.test(text) && !script.test(text);
  return Math.max(lacks ? 1 : 0, oddity(text));
}

/** Of Chinese bytes read as Korean, about half are ideographs; Korean has hardly any. */
function isKorean(text: string): boolean {
  const syllables = text.match(/[가-힣]/g)?.length ?? 0;
  return syllables >= 8 && !/\p{Script=Han}/u.test(text);
}

/** Signs that a word is read in the wrong encoding. */
const oddWords: readonly RegExp[] = [
  // Hardly any letter is plain: Cyrillic or Greek read as Latin.
  /^[^\p{ASCII}]+[a-z]?[^\p{ASCII}]*$/u,
  // Latin beside another script; the ranges hold Hebrew and Arabic with their marks.
  /[\u00C0-\u024Fa-z].*[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Thai}\p{Script=Han}\p{Script=Hangul}\u0590-\u06FF]/iu,
  /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Thai}\p{Script=Han}\p{Script=Hangul}\u0590-\u06FF].*[\u00C0-\u024Fa-z]/iu,
  // A capital after a small letter, as in one Cyrillic encoding read as another.
  /\p{Ll}\p{Lu}/u,
  // A symbol between letters, but for apostrophes, hyphens and the Catalan dot.
  /\p{L}[^\p{ASCII}\p{L}\p{M}’‘·\u00AD‐]\p{L}/u,
  // Half-width Katakana are what European letters look like in Shift JIS.
  /[\uFF61-\uFF9F]/,
];

/** The share of words beyond ASCII that look wrong, in steps of a tenth; 2 for text with characters that no text has. */
function oddity(text: string): number {
  // oxlint-disable-next-line eslint/no-control-regex -- C0 and C1 controls are what is looked for
  if (/[\u0000-\u0008\u000E-\u001F\u007F-\u009F\uFFFD\uE000-\uF8FF]/.test(text)) return 2;
  const words = text.match(/[^\s\d!-/:-@[-`{-~]+/g)?.filter((word) => /[^\p{ASCII}]/u.test(word)) ?? [];
  const odd = words.filter((word) =>
    oddWords.some((pattern, index) => (index > 0 || isLatin(word)) && pattern.test(word)),
  );
  return words.length === 0 ? 0 : Math.round((10 * odd.length) / words.length) / 10;
}

const isLatin = (word: string): boolean => word.length > 2 && /\p{Script=Latin}/u.test(word);
