/**
 * Where a model's tokens stand in the text that they were made of. Pure.
 *
 * Tokens come without offsets, and not as the text was written: lower-cased, without accents, in pieces ("##ing"),
 * as U+FFFD where they are bytes of a character. Both sides are folded alike and walked together, from the end that
 * the model has read.
 */

/** UTF-16 offsets, as `slice` takes them. */
export interface Span {
  start: number;
  end: number;
}

/** A grapheme, and what stands of it in the folded text. */
interface Unit extends Span {
  letter: boolean;
  /** Whether WordPiece may begin a word here. */
  opensWord: boolean;
}

interface FoldedText {
  folded: string;
  units: readonly Unit[];
  /** For each UTF-16 unit of `folded`. */
  unitAt: readonly number[];
}

/** Letters that may be passed over for each token that was not found: WordPiece gives up on words of 100. */
const reachOfLostToken = 128;
const maxReach = 512;

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/**
 * @param tokens in the order of the text; those that the model leaves out may be missing
 * @param readFrom the end of the text that was not cut
 * @returns a span for each token, in order and without overlap; `undefined` for what is not found, and for a further
 *   token of a character that has its span already
 */
export function alignTokens(
  text: string,
  tokens: readonly string[],
  readFrom: "start" | "end" = "start",
): (Span | undefined)[] {
  const { folded, units, unitAt } = foldText(text);
  const pieces = tokens.map(pieceOf);
  const wordPiece = pieces.some(({ continues }) => continues);
  const forward = readFrom === "start";
  const found: (number | undefined)[] = pieces.map(() => undefined);
  const order = forward ? [...pieces.keys()] : [...pieces.keys()].toReversed();
  let cursor = forward ? 0 : folded.length;
  let lost = 0;
  for (const at of order) {
    const { letters, continues } = pieces[at] ?? nothing;
    if (letters === "") continue;
    if (letters === undefined) {
      lost += 1;
      continue;
    }
    const neighbourContinues = forward ? continues : (pieces[at + 1]?.continues ?? false);
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

  /** From the cursor on, over all that is no letter and as many letters as may be passed over. */
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
  return pieces.map(({ letters }, at) => {
    const start = found[at];
    if (start === undefined || letters === undefined) return undefined;
    const first = Math.max(unitAt[start] ?? 0, free);
    const last = unitAt[start + letters.length - 1] ?? -1;
    if (first > last) return undefined;
    free = last + 1;
    return { start: units[first]?.start ?? 0, end: units[last]?.end ?? 0 };
  });
}

interface Piece {
  /** Folded; empty for what cannot be seen, `undefined` for what the token does not tell. */
  letters: string | undefined;
  /** Goes on with the word of the token before it. */
  continues: boolean;
}

const nothing: Piece = { letters: "", continues: false };

/** Some bytes of a character, or a word that the tokenizer does not know. */
const untold = /\uFFFD|^\[UNK\]$|^<unk>$/;

function pieceOf(token: string): Piece {
  if (untold.test(token)) return { letters: undefined, continues: false };
  const continues = token.startsWith("##") && token.length > 2;
  return { letters: fold(continues ? token.slice(2) : token), continues };
}

/** Case, accents, compatibility forms, spaces and what cannot be seen do not count. */
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
  /** Is a word by itself: a sign, or a character of a script without spaces. */
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
  // A text has few different ones, and folding is dear.
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
