/** Judged queries in the BEIR layout: corpus.jsonl, queries.jsonl, test.tsv. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** @typedef {{ _id: string, text: string }} Text */

/**
 * @param {string} folder
 * @returns {{ corpus: Text[], queries: Text[], judged: Map<string, Map<string, number>> }} `judged`: grades by query
 *   and document
 */
export function readJudged(folder) {
  /** @param {string} name */
  const lines = (name) => readFileSync(join(folder, name), "utf8").trim().split("\n");
  /** @type {Map<string, Map<string, number>>} */
  const judged = new Map();
  for (const line of lines("test.tsv")) {
    const [query = "", document = "", grade = ""] = line.split("\t");
    const grades = judged.get(query) ?? new Map();
    judged.set(query, grades.set(document, Number(grade)));
  }
  /** @param {string} name @returns {Text[]} */
  const texts = (name) => lines(name).map((line) => JSON.parse(line));
  return { corpus: texts("corpus.jsonl"), queries: texts("queries.jsonl"), judged };
}
