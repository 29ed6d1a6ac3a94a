/** Extended grapheme clusters (Unicode 17, UAX 29), as in the crate `unicode-segmentation` that the original uses. */
import { graphemes as table, notInConjunct } from "./unicode-tables.ts";
import { decodeRanges, decodeRuns, lazy } from "./unicode.ts";

/** Classes of the table, and further ones that are computed. */
const classes = lazy(() => {
  const names = new Uint8Array(0x110000).fill(code("O"));
  for (const { range, name } of decodeRuns(table)) names.fill(code(name), range[0], range[1] + 1);
  for (let syllable = 0xac00; syllable <= 0xd7a3; syllable++)
    names[syllable] = code((syllable - 0xac00) % 28 === 0 ? "G" : "H");
  names.fill(code("R"), 0x1f1e6, 0x1f200);
  return names;
});
const conjunctEnds = lazy(
  () =>
    new Set(
      decodeRanges(notInConjunct).flatMap(([first, last]) =>
        Array.from({ length: last - first + 1 }, (_, at) => first + at),
      ),
    ),
);

function code(name: string): number {
  return name.charCodeAt(0);
}

const cr = 0xd;
const lf = 0xa;
const zwj = 0x200d;

/** Hangul: which classes follow within a syllable (GB6–8). G is LV, H is LVT. */
const hangulNext: Record<string, string> = { L: "LVGH", G: "VT", V: "VT", H: "T", T: "T" };

/** Calls back with each cluster of a text. */
export function forEachGrapheme(text: string, visit: (cluster: string) => void): void {
  const classOf = classes();
  const ends = conjunctEnds();
  let start = 0;
  let before = -1;
  let beforeClass = "";
  let pictograph = false; // a pictograph and Extend characters lead up to here (GB11)
  let conjunct = 0; // 1: a consonant leads up to here, 2: with a linker (GB9c)
  let indicators = 0; // regional indicators up to here (GB12)
  for (let at = 0; at < text.length;) {
    const character = text.codePointAt(at) ?? 0;
    const name = String.fromCharCode(classOf[character] ?? 0);
    const joins =
      (before === cr && character === lf) ||
      (beforeClass !== "C" &&
        name !== "C" &&
        (hangulNext[beforeClass]?.includes(name) === true ||
          name === "E" ||
          name === "K" ||
          name === "S" ||
          beforeClass === "P" ||
          (name === "I" && conjunct === 2) ||
          (name === "X" && before === zwj && pictograph) ||
          (name === "R" && indicators % 2 === 1)));
    if (before >= 0 && !joins) {
      visit(text.slice(start, at));
      start = at;
    }
    const isExtend = name === "E" || name === "K";
    if (name === "X") pictograph = true;
    else if (!isExtend || before === zwj) pictograph = false;
    if (name === "I") conjunct = 1;
    else if (name === "K" && conjunct > 0) conjunct = 2;
    else if (!isExtend || ends.has(character)) conjunct = 0;
    indicators = name === "R" ? indicators + 1 : 0;
    before = character;
    beforeClass = name;
    at += character > 0xffff ? 2 : 1;
  }
  if (start < text.length) visit(text.slice(start));
}
