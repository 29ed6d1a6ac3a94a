/** Guesses the encoding of bytes that are not UTF-8. Pure; loaded with the first such file. */
import { analyse } from "chardet";
import { type Encoding, encodings, isEncoding } from "./encodings.ts";

/** A guess needs no more than this. */
const sampleBytes = 100_000;

/**
 * The detector scores encodings by the frequency of letters, which means little for short texts. Encodings whose text
 * has words that no language writes come after all others.
 */
export function guessEncoding(bytes: Uint8Array): Encoding {
  const sample = bytes.subarray(0, sampleBytes);
  const confidence = new Map<string, number>();
  for (const { name, confidence: score } of analyse(sample)) {
    const label = standardLabel(name);
    if (label !== undefined) confidence.set(label, Math.max(score, confidence.get(label) ?? 0));
  }
  const [best] = Object.keys(encodings)
    .filter(isEncoding)
    .filter((label) => !label.startsWith("utf"))
    .map((label) => ({
      label,
      oddity: oddity(new TextDecoder(label).decode(sample, { stream: true })),
      confidence: confidence.get(label) ?? 0,
    }))
    .sort((a, b) => a.oddity - b.oddity || b.confidence - a.confidence);
  return best?.label ?? "windows-1252";
}

/** The standard reads ISO 8859-1 as Windows-1252, as browsers do. */
function standardLabel(name: string): string | undefined {
  try {
    return new TextDecoder(name).encoding;
  } catch {
    return undefined;
  }
}

/** The share of words beyond ASCII that look wrong, in steps of a tenth; 2 for text with characters that no text has. */
function oddity(text: string): number {
  // oxlint-disable-next-line eslint/no-control-regex -- C0 and C1 controls are what is looked for
  if (/[\u0000-\u0008\u000E-\u001F\u007F-\u009F\uFFFD\uE000-\uF8FF]/.test(text)) return 2;
  const words = text.match(/[\p{L}\p{M}]*[^\s\p{ASCII}][\p{L}\p{M}]*/gu) ?? [];
  const odd = words.filter(
    (word) =>
      // An accented Latin letter beside another one, or Latin beside another script.
      /[\u0080-\u024F]{2}/.test(word) ||
      (/\p{Script=Latin}/u.test(word) &&
        /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Thai}\p{Script=Han}\p{Script=Hangul}\p{Script=Katakana}]/u.test(
          word,
        )) ||
      // A capital after a small letter, as in one Cyrillic encoding read as another.
      /\p{Ll}\p{Lu}/u.test(word) ||
      // Half-width Katakana are what European letters look like in Shift JIS.
      /[\uFF61-\uFF9F]/.test(word),
  );
  return words.length === 0 ? 0 : Math.round((10 * odd.length) / words.length) / 10;
}
