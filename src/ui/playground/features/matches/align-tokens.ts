/**
 * Finds the place of a model's tokens in the text that they were made from. Pure.
 *
 * Tokens come without offsets and differ from the text: they are lower-cased, lack accents, split words ("##ing"), and
 * contain U+FFFD for single bytes of a character. Text and tokens are folded alike and compared in step, from the end
 * that the model has read from.
 */

/** UTF-16 offsets, as `slice` takes them. */
export interface Span {
  start: number;
  end: number;
}

/** A grapheme of the text that is left after folding. */
interface Unit extends Span {
  letter: boolean;
  /** Whether a WordPiece token may start a word here. */
  opensWord: boolean;
}

interface FoldedText {
  folded: string;
  units: readonly Unit[];
  /** Index in `units`, for each UTF-16 code unit of `folded`. */
  unitAt: readonly number[];
}

/** How many letters may be skipped for each token that was not found. WordPiece gives up on words of 100 letters. */
const reachOfLostToken = 128;
const maxReach = 512;

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/**
 * @param tokens in the order of the text; tokens that do not count may be missing
 * @param readFrom the end of the text that was not cut
 * @returns a span for each token, in order and without overlap; `undefined` for a token that is not found, and for
 *   every further token of a character that already has its span
 */
export function alignTokens(
  text: string,
  tokens: readonly string[],
  readFrom: "start" | "end" = "start",
): (Span | undefined)[] {
  const { folded, units, unitAt } = foldText(text);
  const foldedTokens = tokens.map(foldToken);
  const wordPiece = foldedTokens.some(({ continues }) => continues);
  const forward = readFrom === "start";
  const found: (number | undefined)[] = foldedTokens.map(() => undefined);
  const order = forward ? [...foldedTokens.keys()] : [...foldedTokens.keys()].toReversed();
  let cursor = forward ? 0 : folded.length;
  let lost = 0;
  for (const at of order) {
    const { letters, continues } = foldedTokens[at] ?? nothing;
    if (letters === "") continue;
    if (letters === undefined) {
      lost += 1;
      continue;
    }
    const neighbourContinues = forward ? continues : (foldedTokens[at + 1]?.continues ?? false);
    const reach = Math.min(lost * reachOfLostToken, maxReach);
    const fits = (start: number): boolean =>
      folded.startsWith(letters, start) &&
      (!wordPiece || continues || (units[unitAt[start] ?? 0]?.opensWord ?? false));
    const start = nearest(letters.length, neighbourContinues && lost === 0, reach, fits);
    if (start === undefined) lost += 1;
    else {
      found[at] = start;
      lost = 0;
      cursor = forward ? start + letters.length : start;
    }
  }

  /** Searches from the cursor, past anything that is not a letter and past up to `reach` letters. */
  function nearest(
    length: number,
    adjoins: boolean,
    reach: number,
    fits: (start: number) => boolean,
  ): number | undefined {
    const step = forward ? 1 : -1;
    let passed = 0;
    for (let edge = cursor; edge >= 0 && edge <= folded.length; edge += step) {
      const start = forward ? edge : edge - length;
      if (start >= 0 && fits(start)) return start;
      const next = forward ? edge : edge - 1;
      if (units[unitAt[next] ?? -1]?.letter === true) passed += 1;
      if (adjoins || passed > reach) return undefined;
    }
    return undefined;
  }

  let free = 0;
  return foldedTokens.map(({ letters }, at) => {
    const start = found[at];
    if (start === undefined || letters === undefined) return undefined;
    const first = Math.max(unitAt[start] ?? 0, free);
    const last = unitAt[start + letters.length - 1] ?? -1;
    if (first > last) return undefined;
    free = last + 1;
    return { start: units[first]?.start ?? 0, end: units[last]?.end ?? 0 };
  });
}

interface FoldedToken {
  /** Folded; empty for invisible characters, `undefined` if the token does not reveal its letters. */
  letters: string | undefined;
  /** Continues the word of the previous token. */
  continues: boolean;
}

const nothing: FoldedToken = { letters: "", continues: false };

/** Single bytes of a character, or a word that the tokenizer does not know. */
const unknown = /\uFFFD|^\[UNK\]$|^<unk>$/;

function foldToken(token: string): FoldedToken {
  if (unknown.test(token)) return { letters: undefined, continues: false };
  const continues = token.startsWith("##") && token.length > 2;
  return { letters: fold(continues ? token.slice(2) : token), continues };
}

/** Removes case, accents, compatibility forms, spaces and invisible characters. */
function fold(text: string): string {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[\p{Mn}\p{Me}\p{C}\p{Z}\s]/gu, "")
    .replaceAll("ς", "σ");
}

interface FoldedGrapheme {
  part: string;
  letter: boolean;
  /** Is a word by itself: a symbol, or a character of a script without spaces. */
  alone: boolean;
}

function foldGrapheme(grapheme: string): FoldedGrapheme {
  const part = fold(grapheme);
  const letter = /[\p{L}\p{N}]/u.test(part);
  const alone = !letter || /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(part);
  return { part, letter, alone };
}

function foldText(text: string): FoldedText {
  const units: Unit[] = [];
  const unitAt: number[] = [];
  let folded = "";
  let opensWord = true;
  // A text has few different graphemes, and folding is slow.
  const known = new Map<string, FoldedGrapheme>();
  for (const { segment, index } of graphemes.segment(text)) {
    const grapheme = known.get(segment) ?? foldGrapheme(segment);
    known.set(segment, grapheme);
    const { part, letter, alone } = grapheme;
    if (part === "") {
      opensWord ||= /\s/u.test(segment);
      continue;
    }
    for (let at = 0; at < part.length; at++) unitAt.push(units.length);
    units.push({ start: index, end: index + segment.length, letter, opensWord: opensWord || alone });
    folded += part;
    opensWord = alone;
  }
  return { folded, units, unitAt };
}
