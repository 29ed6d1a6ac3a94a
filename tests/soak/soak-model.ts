/**
 * Takes the place of `loaded-model.ts` in the worker of the soak: scores any text at once, from its characters. The
 * pairs of the self-test have their recorded scores.
 */
import type { LoadedModel } from "../../src/engine/worker/loaded-model.ts";
import type { ChunkScores, LoadRequest, ScoringInput } from "../../src/engine/worker/protocol.ts";
import recording from "../fixtures/recorded/all-MiniLM-L6-v2.json";

const keyOf = (...parts: string[]): string => JSON.stringify(parts);

const recorded = new Map(
  recording.groups.flatMap(({ queries, documents }) =>
    queries.flatMap(({ query, scores }) =>
      Object.entries<(number | null)[]>(scores).flatMap(([sha256, found]) =>
        documents.map((document, row) => [keyOf(sha256, query, document), found[row]] as const),
      ),
    ),
  ),
);

/** From −1 to 1. */
function scoreOf(text: string): number {
  let hash = 7;
  for (let at = 0; at < text.length; at++) hash = (hash * 31 + text.charCodeAt(at)) | 0;
  return hash / 2 ** 31;
}

const countTokens = (text: string): number => (text.trim() === "" ? 0 : text.trim().split(/\s+/).length);

export function loadModel({ weights: { sha256 = "" } }: LoadRequest): Promise<LoadedModel> {
  const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));
  async function score({ query, documents }: ScoringInput): Promise<ChunkScores> {
    await pause();
    const scores = documents.map((text) => {
      const tokens = countTokens(text);
      const score = recorded.get(keyOf(sha256, query, text)) ?? scoreOf(query + text);
      return {
        score: tokens === 0 ? undefined : score,
        documentTokens: tokens,
        usedTokens: tokens,
        promptTokens: tokens,
      };
    });
    const tokens = countTokens(query);
    return { documents: scores, query: { tokens, usedTokens: tokens }, queryPromptTokens: tokens };
  }
  return Promise.resolve({
    score,
    compute: score,
    measure: ({ query, documents }) => ({
      queryTokens: countTokens(query),
      documents: documents.map(countTokens).map((tokens) => ({ documentTokens: tokens, usedTokens: tokens })),
    }),
    match: () => Promise.reject(new Error("The soak's model has no token vectors.")),
  });
}
