/** What a run says about itself that its ranking does not show. Pure. */
import type { SharedV3Warning } from "@ai-sdk/provider";
import type { RerankResponse } from "../contract/rerank.ts";
import type { ScoredDocument } from "../contract/reranker.ts";
import type { DeviceNote } from "../engine/local/device.ts";

/** Reasons for which a device that this machine has is not used; others say what the machine does not have. */
const demotions: ReadonlySet<DeviceNote["reason"]> = new Set([
  "probe-failed",
  "self-test-failed",
  "load-failed",
  "device-lost",
  "check-failed",
  "run-failed",
  "out-of-memory",
]);

/** More truncated documents are only counted. */
const maxNamed = 10;

export function deviceWarnings(notes: readonly DeviceNote[]): SharedV3Warning[] {
  return notes
    .filter(({ reason }) => demotions.has(reason))
    .map(({ message }) => ({ type: "compatibility", feature: "device", details: message }));
}

/** @param documents every document of the run */
export function truncationWarnings(
  documents: Iterable<ScoredDocument>,
  { truncated_query: query }: RerankResponse,
): SharedV3Warning[] {
  const truncated = [...documents]
    .filter(({ documentTokens, usedTokens }) => usedTokens < documentTokens)
    .sort((a, b) => a.index - b.index);
  const named = truncated
    .slice(0, maxNamed)
    .map(
      ({ index, documentTokens, usedTokens }) =>
        `documents[${index}] (${usedTokens} of ${documentTokens} tokens)`,
    );
  const more = truncated.length > maxNamed ? ` and ${truncated.length - maxNamed} more` : "";
  return [
    ...(truncated.length > 0
      ? [{ type: "other" as const, message: `Only a part was read of ${named.join(", ")}${more}.` }]
      : []),
    ...(query
      ? [
          {
            type: "other" as const,
            message: `Only a part was read of the query (${query.used_tokens} of ${query.tokens} tokens).`,
          },
        ]
      : []),
  ];
}
