/** Unicode normalisation and lower case as the original has them. */
import * as tables from "./unicode-tables.ts";
import { type Range, classSource, decodeRanges, lazy } from "./unicode.ts";

export type NormalizationForm = "NFC" | "NFD" | "NFKC" | "NFKD";

/**
 * What a form may change: runs of characters that take part in it, with the ASCII character before them. Other characters
 * stay and separate what is around them; so does each ASCII character, which only what follows can join.
 */
const activeRuns = {
  canonical: lazy(() => runPattern(tables.canonical)),
  compatibility: lazy(() => runPattern(tables.canonical, tables.compatibility)),
};

function runPattern(...parts: string[]): RegExp {
  const ranges = parts
    .flatMap(decodeRanges)
    .flatMap(([first, last]): Range[] => (last > 0x7f ? [[Math.max(first, 0x80), last]] : []));
  return new RegExp(`[\\0-\\x7f]?[${classSource(ranges)}]+`, "gu");
}

/**
 * The original knows Unicode 9. Characters of that version normalise alike in every later one (Unicode's stability
 * policy), so the browser's own function is right for them. Later characters are inert in the original.
 */
export function normalizeForm(text: string, form: NormalizationForm): string {
  const active = activeRuns[form === "NFC" || form === "NFD" ? "canonical" : "compatibility"]();
  return text.replace(active, (run) => run.normalize(form));
}

const lowercaseOf = lazy(() => {
  const map = new Map([["\u0130", "i\u0307"]]);
  let first = 0;
  for (const run of tables.lowercase.split(",")) {
    const [gap = NaN, length = NaN, step = NaN, distance = NaN] = run
      .split(".")
      .map((part) => parseInt(part, 36));
    first += gap;
    for (let count = 0; count < length; count++) {
      const code = first + count * step;
      map.set(String.fromCodePoint(code), String.fromCodePoint(code + distance));
    }
  }
  return map;
});

/** Lower case, character by character: a sigma at the end of a word is like any other. */
export function lowercase(text: string): string {
  const map = lowercaseOf();
  return text
    .replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
    .replace(/[^\0-\x7f]/gu, (character) => map.get(character) ?? character);
}
