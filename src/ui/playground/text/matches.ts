/** Sentences and labels of matched tokens. Loaded with the first answer of a late-interaction model. */
import { formatScore, plural } from "../../text/format.ts";

export const matchesText = {
  title: "Matched tokens",
  titleFor: (number: number) => `Matched tokens of document ${number}`,
  loading: "Reading query and document…",
  gone: (model: string) =>
    `${model} is no longer loaded as it was for this answer. Rerank with it to see what its tokens match.`,
  queryTokens: "Query tokens, each with its best match",
  all: "All",
  modelTokens: "added by the model:",
  padding: (count: number, name: string) => `${plural(count, "mask padding token")} ${name}`,
  allTokens: "Each token of the text is shaded by its best similarity with any token of the query.",
  shaded: (number: number) => `Document ${number}, its tokens shaded`,
  emptyDocument: "empty document",
  notInText: "Not in the text, but counted:",
  mean: (similarity: number) => `mean of the document ${formatScore(similarity)}`,
  highest: (similarity: number) => `${formatScore(similarity)} highest`,
  sample: "a",
  bestMatch: "best match",
  grey: "grey: not counted (punctuation, cut text) or not recognised",
  table: "All best matches as a table",
  query: "Query",
  bestInDocument: "Best match in the document",
  similarity: "Similarity",
  sum: "Sum",
  times: (count: number) => ` × ${count}`,
  andOthers: (count: number) => ` and ${plural(count, "other")}`,
  /** @param matches token names in quotes */
  best: (token: string, match: string, similarity: number, next: readonly string[]) =>
    `${token} best matches ${match}: ${formatScore(similarity)}.${next.length > 0 ? ` Then ${next.join(", ")}.` : ""}`,
  matchCount: (match: string, count: number) => `${match} (${plural(count, "time")})`,
  paddingBest: (count: number, matches: readonly string[], sum: number) =>
    `The ${plural(count, "mask padding token")} best match ${matches.join(", ")}; together ${formatScore(sum)}.`,
  sumIsScore: (rows: number, sum: number) => `${equation(rows, sum)}, the document’s score.`,
  sumIsNotScore: (rows: number, sum: number, score: number) =>
    `${equation(rows, sum)}; in a batch with other documents, it scored ${formatScore(score)}.`,
} as const;

function equation(rows: number, sum: number): string {
  return `Sum of ${plural(rows, "best match", "best matches")} = ${formatScore(sum)}`;
}
