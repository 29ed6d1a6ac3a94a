/** The runs of this visit, to go back to and to compare with. Pure. */
import type { Answer } from "../run.ts";

export interface EarlierRun {
  /** From 1, in the order in which they ended. */
  number: number;
  answer: Answer;
}

export const maxRuns = 20;
/** Of all runs together: their texts and scores stay in memory. */
export const maxDocuments = 100_000;

/** The runs, newest first, with one more. The oldest go where there are too many. */
export function withRun(runs: readonly EarlierRun[], answer: Answer): readonly EarlierRun[] {
  let documents = 0;
  return [{ number: (runs[0]?.number ?? 0) + 1, answer }, ...runs]
    .slice(0, maxRuns)
    .filter((run, position) => {
      documents += run.answer.documents.length;
      return position === 0 || documents <= maxDocuments;
    });
}
