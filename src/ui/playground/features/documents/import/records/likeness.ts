/** How likely a list holds the documents. Pure. */
import { judgeContent } from "../proposal/content.ts";
import { nameRank } from "../proposal/names.ts";
import { proposeRoles, textAt } from "../proposal/roles.ts";
import type { RecordList } from "../reading.ts";
import type { FoundList } from "./find-lists.ts";
import { textValue } from "./values.ts";

/** Keys under which requests, answers and exports have their documents. */
const usualKeys = new Set([
  "documents",
  "texts",
  "passages",
  "paragraphs",
  "input",
  "hits",
  "results",
  "matches",
  "rows",
  "data",
  "docs",
  "points",
  "result",
  "objects",
  "children",
  "source_nodes",
  "nodes",
  "items",
  "value",
  "values",
  "records",
  "corpus",
]);

interface Candidate {
  path: FoundList["path"];
  list: RecordList;
}

interface Likeness {
  /** A field is named like a text, or texts stand where documents usually do. */
  named: boolean;
  sentences: boolean;
  meanLength: number;
  score: number;
}

/** The lists with the likeliest first, without those that are only there because something else has no better text. */
export function likelyLists(candidates: readonly Candidate[]): RecordList[] {
  const ranked = candidates
    .map((candidate) => ({ ...candidate, likeness: likeness(candidate) }))
    .toSorted((a, b) => b.likeness.score - a.likeness.score);
  const sure = ranked.filter(({ likeness: { named, sentences } }) => named || sentences);
  return (sure.length > 0 ? sure : ranked)
    .filter(({ path, likeness: { named, meanLength } }) => {
      const better = sure.some(
        (other) => isInside(other.path, path) && other.likeness.meanLength > meanLength,
      );
      return named || !better;
    })
    .map(({ list }) => list);
}

function likeness({ list, path }: Candidate): Likeness {
  const { text } = proposeRoles(list);
  const column = text === undefined ? undefined : list.columns[text];
  const key = path.findLast((step) => typeof step === "string");
  const usual = key === undefined || usualKeys.has(key.toLowerCase());
  const values = list.items
    .slice(0, 50)
    .flatMap(({ value }) => textValue(textAt(value, column?.path ?? [])) ?? []);
  const sentences = judgeContent(values) === "text";
  // A list of words can be anything, unless its key says what it is.
  const named =
    column?.path.length === 0 ? usual : column !== undefined && nameRank("text", column.name) !== -1;
  const meanLength = values.reduce((sum, value) => sum + value.length, 0) / Math.max(1, values.length);
  const score = (usual ? 4 : 0) + (named ? 2 : 0) + (sentences ? 2 : 0) - path.length / 10;
  return { named, sentences, meanLength, score };
}

/** Whether one list stands inside an element of another. */
function isInside(path: FoundList["path"], outer: FoundList["path"]): boolean {
  return path.length > outer.length && outer.every((step, index) => step === path[index]);
}
