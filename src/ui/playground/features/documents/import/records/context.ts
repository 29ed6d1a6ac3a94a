/** What stands around a list and belongs to it: the query, and what a request says. Pure. */
import type { RecordList } from "../reading.ts";
import { isStrings, pick, property } from "./values.ts";

/**
 * Where requests and answers have the query: rerank requests; Meilisearch and Algolia; Typesense; Solr; Hugging Face;
 * LiteLLM's list with the query once per document; scoring requests of vLLM.
 */
const queryPaths: readonly (readonly string[])[] = [
  ["query"],
  ["query", "text"],
  ["queries"],
  ["request_params", "q"],
  ["responseHeader", "params", "q"],
  ["params", "query"],
  ["params", "q"],
  ["text_1"],
  ["q"],
];

type Context = Pick<RecordList, "query" | "topN" | "rankFields">;

/**
 * The nearest query and what a request says beside it.
 *
 * @param ancestors the objects around a list, the outermost first
 */
export function listContext(ancestors: readonly unknown[]): Context {
  for (const ancestor of ancestors.toReversed()) {
    const query = queryPaths
      .map((path) => queryText(pick(ancestor, path)))
      .find((text) => text !== undefined);
    const context = { ...(query !== undefined && { query }), ...requestFields(ancestor) };
    if (Object.keys(context).length > 0) return context;
  }
  return {};
}

function requestFields(request: unknown): Context {
  const topN = ["top_n", "top_k", "topN", "topK"].map((key) => property(request, key)).find(isCount);
  const rankFields = property(request, "rank_fields");
  return {
    ...(topN !== undefined && { topN }),
    ...(isStrings(rankFields) && { rankFields }),
  };
}

const isCount = (value: unknown): value is number => Number.isInteger(value) && Number(value) > 0;

function queryText(value: unknown): string | undefined {
  const first: unknown = Array.isArray(value) && new Set(value).size === 1 ? value[0] : value;
  return typeof first === "string" && first.trim() !== "" ? first : undefined;
}
