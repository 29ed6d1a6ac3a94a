/** Words of a text, in any script. Pure. */

const segmenter = new Intl.Segmenter(undefined, { granularity: "word" });

/** English words too common to tell texts apart. */
const commonWords = new Set(
  "a an and are as at be by do for from has have how i if in is it its me my of on or please that the this to was what when where which who why will with you your".split(
    " ",
  ),
);

/** A word without case and accents, for comparison. */
function folded(word: string): string {
  return word.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase("en");
}

/** The words of a text that are not common words, folded. */
export function contentWords(text: string): Set<string> {
  const words = new Set<string>();
  for (const { segment, isWordLike } of segmenter.segment(text)) {
    const word = folded(segment);
    if (isWordLike === true && !commonWords.has(word)) words.add(word);
  }
  return words;
}

export interface TextRun {
  text: string;
  /** Offset in the text. */
  start: number;
  /** Whether it is one of the given words. */
  found: boolean;
}

/** Splits a text into runs, so that the given words can be marked. Joined, the runs are the text again. */
export function markWords(text: string, words: ReadonlySet<string>): TextRun[] {
  const runs: TextRun[] = [];
  for (const { segment, isWordLike, index } of segmenter.segment(text)) {
    const found = isWordLike === true && words.has(folded(segment));
    const last = runs.at(-1);
    if (last && last.found === found) last.text += segment;
    else runs.push({ text: segment, start: index, found });
  }
  return runs;
}
