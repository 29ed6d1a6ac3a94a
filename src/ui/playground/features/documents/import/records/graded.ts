/** Rows that hold a query with its relevant and irrelevant passages, as training sets for rerankers do. Pure. */
import { type JsonObject, isObject } from "./values.ts";
import { nameRank } from "../proposal/names.ts";

/** Names of Sentence Transformers, MTEB, Tevatron and FlagEmbedding, with the grade of what they hold. */
const passageKeys: Record<string, number> = {
  positive: 1,
  positives: 1,
  pos: 1,
  positive_passages: 1,
  negative: 0,
  negatives: 0,
  neg: 0,
  negative_passages: 0,
};

/** Several hard negatives of Sentence Transformers are `negative_1`, `negative_2` and so on. */
function gradeOf(key: string): number | undefined {
  const name = key.replace(/_\d+$/, "");
  return Object.hasOwn(passageKeys, name) ? passageKeys[name] : undefined;
}

export interface GradedRow {
  query: string;
  records: { text: unknown; grade: number }[];
}

/** @returns `undefined` for an object without both a query and passages */
export function gradedRow(row: unknown): GradedRow | undefined {
  if (!isObject(row)) return undefined;
  const query = Object.entries(row).find(([key]) => nameRank("query", key) !== -1 || key === "anchor")?.[1];
  const records = Object.entries(row).flatMap(([key, passages]) => {
    const grade = gradeOf(key);
    return grade === undefined ? [] : list(passages).map((passage) => record(passage, grade));
  });
  return typeof query === "string" && records.length > 0 ? { query, records } : undefined;
}

/** The rows of each query, without passages that stand there twice. */
export function byQuery(rows: readonly GradedRow[]): GradedRow[] {
  const groups = new Map<string, Map<string, GradedRow["records"][number]>>();
  for (const { query, records } of rows) {
    const group = groups.get(query) ?? new Map<string, GradedRow["records"][number]>();
    for (const entry of records) group.set(JSON.stringify(entry), entry);
    groups.set(query, group);
  }
  return [...groups].map(([query, group]) => ({ query, records: [...group.values()] }));
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

function record(passage: unknown, grade: number): JsonObject & GradedRow["records"][number] {
  return isObject(passage) ? { text: passage["text"], ...passage, grade } : { text: passage, grade };
}
