/** Proposes which fields of a list are the text, the title, the id and the grade. Pure. */
import { pick, textValue } from "../records/values.ts";
import type { Column, RecordList, Roles } from "../reading.ts";
import { type Content, judgeContent } from "./content.ts";
import { hasContractDocuments } from "./contract-form.ts";
import { type Role, nameRank } from "./names.ts";
import { parseGrade } from "./parse-grade.ts";

interface Facts {
  index: number;
  name: string;
  depth: number;
  values: string[];
  content: Content;
  /** Some values have several parts: a text may have them, a list of tags or ids is none. */
  parts: boolean;
  meanLength: number;
}

const sampleSize = 200;

export function proposeRoles(list: RecordList): Roles {
  const columns = list.columns.map((column, index) => facts(list, column, index));
  const text = proposeText(list, columns);
  const others = columns.filter(({ index, content }) => index !== text && content !== "empty");
  const unnamed = list.form === "table" && columns.every(({ name }) => name === "");
  return {
    text,
    title: unnamed ? leadingTitle(others, text) : byName("title", others.filter(isTitle)),
    id: unnamed ? leadingId(others) : byName("id", others.filter(isId)),
    grade: byName("grade", others.filter(isGrade)),
  };
}

function proposeText(list: RecordList, columns: readonly Facts[]): number | undefined {
  const ranked = columns.filter(({ name }) => list.rankFields?.includes(name));
  // In documents of the contract's form, a title beside no text is no text.
  const rest = columns.filter(({ name }) => list.form !== "json" || name !== "title");
  return (
    likelyText(ranked.filter(({ name }) => nameRank("title", name) === -1)) ??
    likelyText(ranked) ??
    likelyText(rest) ??
    // Documents of the contract's form may have any text, even an empty one.
    (hasContractDocuments(list)
      ? columns.find(({ name }) => name === "" || name === "text")?.index
      : undefined)
  );
}

function facts(list: RecordList, { name, path }: Column, index: number): Facts {
  const fields = list.items.slice(0, sampleSize).map(({ value }) => textAt(value, path));
  const values = fields.flatMap((field) => textValue(field) ?? []);
  const parts = fields.some((field) => Array.isArray(field) && field.length > 1);
  const meanLength = values.reduce((sum, value) => sum + value.length, 0) / Math.max(1, values.length);
  return { index, name, depth: path.length, values, content: judgeContent(values), parts, meanLength };
}

/** A record that is a text itself has that text in any text column. */
export function textAt(value: unknown, path: readonly string[]): unknown {
  return typeof value === "string" ? value : pick(value, path);
}

/** Named like a text, or else with the longest texts; names and single words only where there is nothing else. */
function likelyText(columns: readonly Facts[]): number | undefined {
  const readable = columns.filter(
    ({ content, depth, parts }) => (content === "text" || content === "word") && !(parts && depth > 1),
  );
  const plain = readable.filter(({ name, parts }) => !parts && !hasOtherRole(name));
  return (
    readable.find(({ depth }) => depth === 0)?.index ??
    byName("text", readable) ??
    longest(plain.filter(({ content }) => content === "text")) ??
    byName("title", readable) ??
    longest(plain)
  );
}

function hasOtherRole(name: string): boolean {
  return (["title", "id", "grade", "query"] as const).some((role) => nameRank(role, name) !== -1);
}

function longest(columns: readonly Facts[]): number | undefined {
  return columns.toSorted((a, b) => b.meanLength - a.meanLength)[0]?.index;
}

/** The column with the best name for a role; a field of the record itself before one inside another. */
function byName(role: Role, columns: readonly Facts[]): number | undefined {
  const [best] = columns
    .map(({ index, name, depth }) => ({ index, rank: nameRank(role, name), depth }))
    .filter(({ rank }) => rank !== -1)
    .sort((a, b) => a.depth - b.depth || a.rank - b.rank);
  return best?.index;
}

/** A name inside a record is that of a file or a person; the record's own is its title. */
const isTitle = ({ name, depth }: Facts): boolean =>
  depth <= 1 || nameRank("title", name) < nameRank("title", "name");

const isId = ({ content, values }: Facts): boolean =>
  content !== "vector" && content !== "markup" && values.every((value) => value.length <= 500);

/** Grades are a few whole steps; half steps and 0.1 occur, probabilities and prices do not. */
const isGrade = ({ values }: Facts): boolean => {
  const grades = values.filter((value) => value.trim() !== "").map(parseGrade);
  return grades.length > 0 && grades.every((grade) => grade !== undefined && Math.abs(grade) <= 100);
};

/** The first column of a table without a header, if all its cells are different and look like ids (MS MARCO). */
function leadingId(columns: readonly Facts[]): number | undefined {
  const first = columns.find(({ index }) => index === 0);
  if (!first || new Set(first.values).size < first.values.length) return undefined;
  return first.values.every((value) => /^[\w-]*\d[\w-]*$/.test(value)) ? 0 : undefined;
}

/** The only other column with texts between an id and the text (MS MARCO's documents). */
function leadingTitle(columns: readonly Facts[], text: number | undefined): number | undefined {
  const found = columns.filter(
    ({ index, content }) => index > 0 && index < (text ?? 0) && (content === "text" || content === "word"),
  );
  return found.length === 1 ? found[0]?.index : undefined;
}
