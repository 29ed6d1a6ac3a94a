import type { RerankResponse } from "../../contract/rerank.ts";
import { plural } from "./format.ts";

/** What a response says beside its results, as sentences. */
export function responseNotes({ results, below_min_score: below }: RerankResponse): string[] {
  if (below === undefined || below === 0) return [];
  if (results.length === 0) return ["No document reaches the minimum score."];
  return [`${plural(below, "document")} below the minimum score.`];
}
