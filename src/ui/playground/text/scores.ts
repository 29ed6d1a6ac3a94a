/** Sentences of the view of an answer's scores, where a minimum score is chosen. */
import { plural } from "../../text/format.ts";

export const scoresText = {
  tooFew: "With two documents or more, this shows how their scores lie.",
  chart: (count: number, low: string, high: string) =>
    `Scores of ${plural(count, "document")}, from ${low} to ${high}`,
  relevant: "relevant",
  precision: "precision",
  recall: "recall",
  where: "Where a minimum score could cut",
  keeps: (keeps: number, of: number) => `keeps ${keeps.toLocaleString("en")} of ${of.toLocaleString("en")}`,
  gap: (gap: string) => `gap of ${gap}`,
  judged: (precision: string, recall: string) =>
    `best for these grades: precision ${precision}, recall ${recall}`,
  use: (threshold: string) => `Use ${threshold} as the minimum score`,
  none: "No minimum",
  ownScores: "A minimum holds for the scores of this model. Another model’s scores lie elsewhere.",
  /** @param keys where a document can have its grade */
  grades: (keys: readonly string[]) =>
    `With grades (a number under ${keys.join(", ")}) this also shows precision and recall, and the cut that suits them best.`,
} as const;
