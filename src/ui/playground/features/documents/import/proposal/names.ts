/** The names that fields have in search engines, data sets and tools, by what they hold. */
import { gradeKeys } from "../../../../stores/grades.ts";

export type Role = "text" | "title" | "id" | "grade" | "query";

/** In the order of preference. Capitals, spaces and `_-.` do not count. */
const names: Record<Role, readonly string[]> = {
  text: [
    "text",
    "content",
    "contents",
    "page_content",
    "passage",
    "passage_text",
    "body",
    "chunk_text",
    "chunk",
    "document_text",
    "doc_text",
    "context",
  ],
  title: ["title", "headline", "heading", "subject", "name", "product_name"],
  id: [
    "_id",
    "id",
    "id_",
    "doc_id",
    "docid",
    "document_id",
    "object_id",
    "corpus_id",
    "passage_id",
    "chunk_id",
    "pid",
    "docno",
    "node_id",
    "product_id",
    "item_id",
    "sku",
    "uuid",
    "$oid",
    "key",
  ],
  grade: [
    ...gradeKeys,
    "qrels",
    "label",
    "judgment",
    "judgement",
    "relevance_label",
    "is_relevant",
    "is_selected",
  ],
  query: ["query", "query_text", "search_query", "q"],
};

const rolesByName = Object.entries(names).map(([role, list]) => [role, list.map(plain)] as const);

/** @returns the place of the name in the role's preferences; -1 for a name that does not tell the role */
export function nameRank(role: Role, name: string): number {
  return rolesByName.find(([candidate]) => candidate === role)?.[1].indexOf(plain(name)) ?? -1;
}

export function isKnownName(name: string): boolean {
  return rolesByName.some(([, list]) => list.includes(plain(name)));
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[\s_.-]/g, "");
}
