/** Classes of characters in regular expressions, with Oniguruma's Unicode version. */
import { categories as table } from "./unicode-tables.ts";
import { type Range, decodeRuns, lazy, whitespaceRanges } from "./unicode.ts";

/** General categories in the order of the table's letters. */
const categoryNames =
  "Lu Ll Lt Lm Lo Mn Mc Me Nd Nl No Pc Pd Ps Pe Pi Pf Po Sm Sc Sk So Zs Zl Zp Cc Cf Co".split(" ");
const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ_$";

const runs = lazy(() => decodeRuns(table));

/** @param name a general category, or the first letter of several; `undefined` if it is none */
export function propertyRanges(name: string): Range[] | undefined {
  // Unassigned characters (C, Cn) are not in the table.
  if (name.startsWith("C") && name.length === 1) return undefined;
  const wanted = new Set(
    categoryNames.flatMap((category, at) =>
      category === name || (name.length === 1 && category.startsWith(name)) ? [letters[at]] : [],
    ),
  );
  if (wanted.size === 0) return undefined;
  return merged(runs().flatMap(({ range, name: letter }) => (wanted.has(letter) ? [range] : [])));
}

function merged(ranges: readonly Range[]): Range[] {
  const found: [number, number][] = [];
  for (const [first, last] of ranges.toSorted(([a], [b]) => a - b)) {
    const previous = found.at(-1);
    if (previous && first <= previous[1] + 1) previous[1] = Math.max(previous[1], last);
    else found.push([first, last]);
  }
  return found;
}

export function complement(ranges: readonly Range[]): Range[] {
  const found: Range[] = [];
  let next = 0;
  for (const [first, last] of merged(ranges)) {
    if (first > next) found.push([next, first - 1]);
    next = last + 1;
  }
  if (next <= 0x10ffff) found.push([next, 0x10ffff]);
  return found;
}

/** What else a class matches if case is ignored; `undefined` if it has characters outside of ASCII. */
export function withOtherCase(ranges: readonly Range[]): Range[] | undefined {
  if (ranges.some(([, last]) => last > 0x7f)) return undefined;
  const found: Range[] = [...ranges];
  for (const [first, last] of ranges)
    for (let code = first; code <= last; code++) {
      const character = String.fromCharCode(code);
      const others = [character.toLowerCase(), character.toUpperCase()].map((other) => other.charCodeAt(0));
      if (others.includes(0x53)) others.push(0x17f); // long s
      if (others.includes(0x4b)) others.push(0x212a); // Kelvin sign
      for (const other of others) found.push([other, other]);
    }
  return merged(found);
}

const controls: Record<string, number> = { t: 0x9, n: 0xa, v: 0xb, f: 0xc, r: 0xd };
const shorthands: Record<string, () => readonly Range[] | undefined> = {
  s: () => whitespaceRanges,
  d: () => propertyRanges("Nd"),
};

/**
 * What an escape matches.
 * @param rest the pattern after the backslash
 * @returns `undefined` if the escape is not supported
 */
export function escapedRanges(rest: string): { ranges: readonly Range[]; length: number } | undefined {
  const [property = "", kind, inverse, name = ""] = /^([pP])\{(\^?)(\w+)\}/.exec(rest) ?? [];
  if (property !== "") {
    const ranges = propertyRanges(name);
    const negated = (kind === "P") !== (inverse === "^");
    return ranges && { ranges: negated ? complement(ranges) : ranges, length: property.length };
  }
  const [code = "", short = "", long = ""] = /^(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4}))/.exec(rest) ?? [];
  if (code !== "") {
    const value = parseInt(short + long, 16);
    // A byte beyond ASCII is part of a character's UTF-8.
    return short !== "" && value > 0x7f ? undefined : { ranges: [[value, value]], length: code.length };
  }
  const letter = rest.slice(0, 1);
  const control = controls[letter];
  if (control !== undefined) return { ranges: [[control, control]], length: 1 };
  const shorthand = shorthands[letter.toLowerCase()]?.();
  if (shorthand) {
    const negated = letter !== letter.toLowerCase();
    return { ranges: negated ? complement(shorthand) : shorthand, length: 1 };
  }
  const literal = letter.charCodeAt(0);
  return /^[!-/:-@[-`{-~ ]$/.test(letter) ? { ranges: [[literal, literal]], length: 1 } : undefined;
}
