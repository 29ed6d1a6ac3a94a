/** Where to cut a ranking by its scores. Pure. `scores` are best first. */

/** A minimum score, and what it leaves. */
export interface Cut {
  /** Between the score of the last document that stays and that of the next one, with few digits. */
  threshold: number;
  /** Documents that reach it. */
  keeps: number;
}

/** @param gap distance of the two scores */
export type GapCut = Cut & { gap: number };

/** The largest gaps between neighbouring scores, the largest first; of equal ones the higher. */
export function largestGaps(scores: readonly number[], count: number): GapCut[] {
  return cuts(scores)
    .map((cut) => ({ ...cut, gap: (scores[cut.keeps - 1] ?? 0) - (scores[cut.keeps] ?? 0) }))
    .toSorted((a, b) => b.gap - a.gap || a.keeps - b.keeps)
    .slice(0, count);
}

export interface JudgedCut extends Cut {
  /** Share of the documents that stay which are relevant. */
  precision: number;
  /** Share of the relevant documents that stay. */
  recall: number;
  /** Harmonic mean of both. */
  f1: number;
}

/**
 * Precision and recall at every cut, and with all documents kept, the highest cut first.
 * @param relevant of each document, in the order of the scores
 * @returns nothing if no document is relevant
 */
export function judgedCuts(scores: readonly number[], relevant: readonly boolean[]): JudgedCut[] {
  const all = relevant.filter(Boolean).length;
  if (all === 0) return [];
  const last = scores.at(-1);
  const every = last === undefined ? [] : [{ threshold: last, keeps: scores.length }];
  return [...cuts(scores), ...every].map((cut) => {
    const found = relevant.slice(0, cut.keeps).filter(Boolean).length;
    const [precision, recall] = [found / cut.keeps, found / all];
    return {
      ...cut,
      precision,
      recall,
      f1: found === 0 ? 0 : (2 * precision * recall) / (precision + recall),
    };
  });
}

/** The cut with the best F1; of equal ones the highest, which keeps less. */
export function bestCut(judged: readonly JudgedCut[]): JudgedCut | undefined {
  return judged.reduce<JudgedCut | undefined>(
    (best, cut) => (best && best.f1 >= cut.f1 ? best : cut),
    undefined,
  );
}

/** Between every two neighbours that differ. */
function cuts(scores: readonly number[]): Cut[] {
  return scores.flatMap((score, position) => {
    const next = scores[position + 1];
    if (next === undefined || next === score) return [];
    return [{ threshold: between(next, score), keeps: position + 1 }];
  });
}

/** The middle of two numbers, with as few decimals as tell it from the lower one. */
function between(low: number, high: number): number {
  const middle = (low + high) / 2;
  for (let decimals = 0; decimals <= 20; decimals++) {
    const rounded = Number(middle.toFixed(decimals));
    if (low < rounded && rounded <= high) return rounded;
  }
  return high;
}
