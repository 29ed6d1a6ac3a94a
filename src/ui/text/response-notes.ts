import type { RerankResponse } from "../../contract/rerank.ts";
import { plural } from "./format.ts";

/** What a response says beside its results, as sentences. */
export function responseNotes(response: RerankResponse): string[] {
  const { results, below_min_score: below = 0, truncated_query: query } = response;
  const notes: string[] = [];
  if (query)
    notes.push(`The model read ${query.used_tokens} of the query’s ${plural(query.tokens, "token")}.`);
  const unread = response.unread_documents?.length ?? 0;
  if (unread > 0) notes.push(`Time limit reached: ${plural(unread, "document")} not read.`);
  if (below > 0 && results.length === 0) notes.push("No document reaches the minimum score.");
  else if (below > 0) notes.push(`${plural(below, "document")} below the minimum score.`);
  return notes;
}
