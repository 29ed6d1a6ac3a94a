/** Reads the Unicode tables. No result depends on the Unicode version of the browser. */

export type Range = readonly [first: number, last: number];

/** The ranges of a table: gap and length of each, in base 36. */
export function decodeRanges(table: string): Range[] {
  let next = 0;
  return table.split(",").map((part) => {
    const [gap = "", length = "1"] = part.split(".");
    const first = next + parseInt(gap, 36);
    next = first + parseInt(length, 36);
    return [first, next - 1];
  });
}

/** The ranges of a table that names the class of each: gap, upper-case letter, length, in base 36. */
export function decodeRuns(table: string): { range: Range; name: string }[] {
  let next = 0;
  return table.split(",").map((run) => {
    const [, gap = "", name = "", length = ""] = /^(.*)([A-Z_$])(.*)$/.exec(run) ?? [];
    const first = next + (parseInt(gap, 36) || 0);
    next = first + (parseInt(length, 36) || 1);
    return { range: [first, next - 1], name };
  });
}

/** What stands between the brackets of a character class with the flag `u`. */
export function classSource(ranges: readonly Range[]): string {
  const escaped = (code: number) => `\\u{${code.toString(16)}}`;
  return ranges.map(([first, last]) => escaped(first) + (last > first ? `-${escaped(last)}` : "")).join("");
}

/** Computes a value at its first use. */
export function lazy<T>(compute: () => T): () => T {
  let known: { value: T } | undefined;
  return () => (known ??= { value: compute() }).value;
}

/** A regular expression that matches one character of the table. */
export function characterPattern(table: string): () => RegExp {
  return lazy(() => new RegExp(`[${classSource(decodeRanges(table))}]`, "gu"));
}

/** Unicode's `White_Space`, which does not change. */
export const whitespaceRanges: readonly Range[] = [
  [0x9, 0xd],
  [0x20, 0x20],
  [0x85, 0x85],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
];

const whitespace = classSource(whitespaceRanges);
export const whitespacePattern = new RegExp(`[${whitespace}]`, "gu");
export const leadingWhitespace = new RegExp(`^[${whitespace}]+`, "u");

/** Where the whitespace at the end of a text begins. A pattern with `$` would take quadratic time. */
export function endWithoutWhitespace(text: string): number {
  let end = text.length;
  // All of them are in the BMP.
  while (
    end > 0 &&
    whitespaceRanges.some(([first, last]) => isBetween(text.charCodeAt(end - 1), first, last))
  )
    end--;
  return end;
}

function isBetween(code: number, first: number, last: number): boolean {
  return code >= first && code <= last;
}
