/** Where the sentences of a text are. Pure, and the same on every browser. */

/** A part of a text, in UTF-16 units. */
export interface TextRange {
  start: number;
  end: number;
}

/**
 * Where a sentence ends, with the spaces after it, or a line. Not `Intl.Segmenter`: its rules change with the browser's
 * version, and scores would change with them. Each mark is an end, so that a long row of marks takes linear time.
 */
export const sentenceEnd = /[.!?…]["'”’)\]]{0,4}\s+|[。！？][”’」』）]{0,4}\s*|\n+/gu;

/** The parts of a text, each with the end that follows it: without a gap. */
export function divide(text: string, ends: RegExp, offset = 0): TextRange[] {
  const cuts = [...text.matchAll(ends)].map(({ 0: found, index }) => index + found.length);
  const parts: TextRange[] = [];
  let start = 0;
  for (const end of [...cuts, text.length]) {
    if (end > start) parts.push({ start: offset + start, end: offset + end });
    start = end;
  }
  return parts;
}

/** The sentences of a text, without the spaces around them; none that is blank. */
export function sentencesIn(text: string): TextRange[] {
  return divide(text, sentenceEnd).flatMap(({ start, end }) => {
    const whole = text.slice(start, end);
    const first = start + whole.length - whole.trimStart().length;
    const last = first + whole.trim().length;
    return last > first ? [{ start: first, end: last }] : [];
  });
}
