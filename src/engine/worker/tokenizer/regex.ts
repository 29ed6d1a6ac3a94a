/**
 * Oniguruma's regular expressions as the browser's, for the part of the syntax that tokenizers use and whose meaning is
 * certain. Classes of characters are written out, so that the browser's Unicode version has no influence. Everything
 * else is refused, as is a pattern that can match nothing.
 */
import * as v from "valibot";
import { UnsupportedTokenizer } from "./component.ts";
import { type Range, classSource } from "./unicode.ts";
import { complement, escapedRanges, withOtherCase } from "./regex-classes.ts";

export const Pattern = v.union([
  v.strictObject({ String: v.string() }),
  v.strictObject({ Regex: v.string() }),
]);

/** @throws {UnsupportedTokenizer} */
export function patternRegExp(pattern: v.InferOutput<typeof Pattern>): RegExp {
  if ("Regex" in pattern) return translate(pattern.Regex);
  if (pattern.String === "") throw new UnsupportedTokenizer("it splits at an empty text");
  return new RegExp(pattern.String.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"), "gu");
}

/** Sequences that Oniguruma also finds as one character if case is ignored: ß, ﬀ, ﬁ, ﬂ, ﬆ. */
const foldedSequence = /ss|ff|fi|fl|st/i;

/** What a lookahead or lookbehind may contain: the end of a text that was cut can then change only the last words. */
const oneCharacter = /^(?:\[(?:\\.|[^\\\]])*\]|\\[sSdD]|\\[pP]\{\^?\w+\}|[^\\()[\]|?*+{}.^$])$/;

/** Part of a pattern: the browser's source, and the least number of characters that it matches. */
interface Translated {
  source: string;
  min: number;
}

/** @throws {UnsupportedTokenizer} */
export function translate(pattern: string): RegExp {
  let at = 0;
  let captures = 0;

  function refuse(what: string): never {
    throw new UnsupportedTokenizer(`its pattern ${JSON.stringify(pattern)} is not supported (${what})`);
  }

  function take(text: string): boolean {
    if (!pattern.startsWith(text, at)) return false;
    at += text.length;
    return true;
  }

  function next(): string {
    const character = String.fromCodePoint(pattern.codePointAt(at) ?? refuse("it ends too early"));
    at += character.length;
    return character;
  }

  function alternatives(ignoreCase: boolean): Translated {
    const found = [sequence(ignoreCase)];
    while (take("|")) found.push(sequence(ignoreCase));
    return {
      source: found.map(({ source }) => source).join("|"),
      min: Math.min(...found.map(({ min }) => min)),
    };
  }

  function sequence(ignoreCase: boolean): Translated {
    const start = at;
    let [source, min] = ["", 0];
    while (at < pattern.length && pattern[at] !== "|" && pattern[at] !== ")") {
      const part = quantified(ignoreCase);
      source += part.source;
      min += part.min;
    }
    if (ignoreCase && foldedSequence.test(pattern.slice(start, at))) refuse("letters that fold to one");
    return { source, min };
  }

  function quantified(ignoreCase: boolean): Translated {
    const part = atom(ignoreCase);
    const [quantifier = "", low = "", comma = "", high = ""] =
      /^(?:[?*+]|\{(\d*)(,?)(\d*)\})/.exec(pattern.slice(at)) ?? [];
    if (quantifier === "") return part;
    at += quantifier.length;
    const counted = quantifier.startsWith("{");
    if (counted && low + high === "") refuse(quantifier);
    const times = counted ? Number(low) : quantifier === "+" ? 1 : 0;
    const source = part.source + (counted && low === "" ? `{0${comma}${high}}` : quantifier);
    const min = part.min * times;
    if (take("?")) return counted ? refuse(`${quantifier}?`) : { source: `${source}?`, min };
    if (take("+")) {
      if (counted) refuse(`${quantifier}+`);
      captures += 1;
      // What a lookahead has found is not tried again.
      return { source: `(?=(${source}))\\${captures}`, min };
    }
    if (/^[*{]/.test(pattern.slice(at))) refuse("two quantifiers");
    return { source, min };
  }

  function atom(ignoreCase: boolean): Translated {
    const character = next();
    switch (character) {
      case "(":
        return group(ignoreCase);
      case "[":
        return characters(bracketed(ignoreCase), false);
      case "\\":
        return characters(escaped(), ignoreCase);
      case ".":
      case "^":
      case "$":
      case "?":
      case "*":
      case "+":
      case ")":
        return refuse(character);
      default:
        return characters(single(character), ignoreCase);
    }
  }

  function group(ignoreCase: boolean): Translated {
    const [opening = ""] = /^\?(?:i?:|<?[=!])/.exec(pattern.slice(at)) ?? [];
    if (opening === "" && pattern[at] === "?") refuse(`(${pattern.slice(at, at + 3)}`);
    at += opening.length;
    const start = at;
    const inner = alternatives(ignoreCase || opening === "?i:");
    if (!take(")")) refuse("a group without end");
    const looksAround = opening !== "" && !opening.endsWith(":");
    if (looksAround && !oneCharacter.test(pattern.slice(start, at - 1)))
      refuse("a look at several characters");
    return { source: `(${looksAround ? opening : "?:"}${inner.source})`, min: looksAround ? 0 : inner.min };
  }

  function characters(ranges: readonly Range[], ignoreCase: boolean): Translated {
    const all = ignoreCase ? cased(ranges) : ranges;
    return { source: `[${classSource(all)}]`, min: 1 };
  }

  function cased(ranges: readonly Range[]): readonly Range[] {
    return withOtherCase(ranges) ?? refuse("ignoring the case of letters outside of ASCII");
  }

  function escaped(): readonly Range[] {
    const { ranges, length } = escapedRanges(pattern.slice(at)) ?? refuse(`\\${pattern[at] ?? ""}`);
    at += length;
    return ranges;
  }

  function bracketed(ignoreCase: boolean): readonly Range[] {
    const negated = take("^");
    const found: Range[] = [];
    if (pattern[at] === "]") refuse("[]");
    while (!take("]")) {
      if (pattern[at] === "[" || pattern.startsWith("&&", at)) refuse("a class in a class");
      const first = element();
      if (pattern[at] !== "-" || pattern[at + 1] === "]") {
        found.push(...first);
        continue;
      }
      at += 1;
      const last = element();
      const [from, to] = [classCode(first), classCode(last)];
      if (from > to) refuse("a range in reverse order");
      found.push([from, to]);
    }
    const ranges = ignoreCase ? cased(found) : found;
    return negated ? complement(ranges) : ranges;
  }

  function element(): readonly Range[] {
    const character = next();
    return character === "\\" ? escaped() : single(character);
  }

  function classCode(ranges: readonly Range[]): number {
    const [range, ...more] = ranges;
    if (!range || more.length > 0 || range[0] !== range[1]) refuse("a range of classes");
    return range[0];
  }

  const { source, min } = alternatives(false);
  if (at < pattern.length) refuse(pattern.slice(at, at + 1));
  if (min === 0) refuse("it can match nothing");
  return new RegExp(source, "gu");
}

function single(character: string): readonly Range[] {
  const code = character.codePointAt(0) ?? 0;
  return [[code, code]];
}
