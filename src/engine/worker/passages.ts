/** Splits a document into passages that the model can read. Pure, and the same on every browser. */
import { divide, sentenceEnd } from "../sentences.ts";
import type { PassageRange, Truncation } from "./protocol.ts";

export interface PassageLimits {
  /** Most tokens of a passage. */
  size: number;
  /** Most tokens that a passage repeats of the one before it. */
  overlap: number;
  /** Most passages of a document that are read. */
  max: number;
}

/** Passages that are read of a document, and how many are left out because there are more than `max`. */
export interface Passages {
  ranges: PassageRange[];
  unread: number;
}

const wordEnd = /\s+/gu;

type CountTokens = (text: string) => number;

/** A document of at most `size` tokens is one passage, and so is one of which no more than that is to be read. */
export function splitPassages(
  text: string,
  count: CountTokens,
  { size, overlap, max }: PassageLimits,
  { truncate, maxTokensPerDocument = Infinity }: Truncation,
): Passages {
  if (maxTokensPerDocument <= size || count(text) <= size)
    return { ranges: [{ start: 0, end: text.length }], unread: 0 };
  const read = readPart(text, count, maxTokensPerDocument, truncate === "start");
  const all = pack(text, unitsOf(text, read, count, size), count, { size, overlap });
  const ranges = truncate === "start" ? all.slice(-max) : all.slice(0, max);
  return { ranges, unread: all.length - ranges.length };
}

/** The beginning or the end of a text that has at most so many tokens. */
function readPart(text: string, count: CountTokens, tokens: number, fromEnd: boolean): PassageRange {
  if (count(text) <= tokens) return { start: 0, end: text.length };
  const part = (length: number): PassageRange =>
    fromEnd
      ? { start: atCharacter(text, text.length - length), end: text.length }
      : { start: 0, end: atCharacter(text, length) };
  let [fits, exceeds] = [0, text.length];
  while (exceeds - fits > 1) {
    const length = Math.floor((fits + exceeds) / 2);
    const { start, end } = part(length);
    if (count(text.slice(start, end)) <= tokens) fits = length;
    else exceeds = length;
  }
  return part(fits);
}

/** The same position, or the one before it if it divides a surrogate pair. */
function atCharacter(text: string, position: number): number {
  const unit = text.charCodeAt(position);
  return position > 0 && unit >= 0xdc00 && unit <= 0xdfff ? position - 1 : position;
}

interface Unit extends PassageRange {
  tokens: number;
}

/** Sentences; those that are too long as words, and words that are too long in halves. */
function unitsOf(text: string, range: PassageRange, count: CountTokens, size: number): Unit[] {
  const units: Unit[] = [];
  const add = (part: PassageRange, [pattern, ...finer]: readonly RegExp[]): void => {
    const piece = text.slice(part.start, part.end);
    const tokens = count(piece);
    const middle = atCharacter(text, Math.ceil((part.start + part.end) / 2));
    const whole = !pattern && (middle <= part.start || middle >= part.end);
    if (tokens <= size || whole) units.push({ ...part, tokens });
    else if (pattern) for (const inner of divide(piece, pattern, part.start)) add(inner, finer);
    else {
      add({ start: part.start, end: middle }, []);
      add({ start: middle, end: part.end }, []);
    }
  };
  for (const inner of divide(text.slice(range.start, range.end), sentenceEnd, range.start))
    add(inner, [wordEnd]);
  return units;
}

/** Puts consecutive units together as long as they fit. Tokens of a joined text are counted, not added up. */
function pack(
  text: string,
  units: readonly Unit[],
  count: CountTokens,
  { size, overlap }: Pick<PassageLimits, "size" | "overlap">,
): PassageRange[] {
  const passages: PassageRange[] = [];
  const tokensAt = (at: number): number => units[at]?.tokens ?? 0;
  let first = 0;
  let end = 0;
  const range = (): PassageRange => ({ start: units[first]?.start ?? 0, end: units[end - 1]?.end ?? 0 });
  const tokens = (): number => count(text.slice(range().start, range().end));
  while (end < units.length) {
    const before = end;
    let sum = 0;
    for (let at = first; at < before; at++) sum += tokensAt(at);
    // The first new unit always goes in; what is repeated makes room for it.
    for (; first < before && sum + tokensAt(before) > size; first++) sum -= tokensAt(first);
    for (; end < units.length && (end === before || sum + tokensAt(end) <= size); end++) sum += tokensAt(end);
    while (tokens() > size && end > before + 1) end -= 1;
    while (tokens() > size && first < before) first += 1;
    passages.push(range());
    const passageFirst = first;
    let repeated = 0;
    for (first = end; first - 1 > passageFirst && repeated + tokensAt(first - 1) <= overlap; first--)
      repeated += tokensAt(first - 1);
  }
  return passages;
}
