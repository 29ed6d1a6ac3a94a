/** Whether a device may be trusted: its scores of the golden pairs against the reference. Pure. */
import type { Dtype, Golden, ScoreKind } from "../../../models/model.ts";
import { selfTestTolerance } from "../../../models/precision.ts";

export interface SelfTestReport {
  passed: boolean;
  pairs: number;
  /** Largest absolute difference to the reference, in logits or cosine. */
  largestError: number;
  tolerance: number;
}

/** @param scores one for each pair, as the family returned it */
export function judgeSelfTest(
  { pairs, uncertainty }: Golden,
  scores: readonly (number | undefined)[],
  dtype: Dtype,
  kind: ScoreKind,
): SelfTestReport {
  const tolerance = selfTestTolerance(dtype, kind) + uncertainty;
  const errors = pairs.map(({ score }, position) => Math.abs((scores[position] ?? NaN) - score));
  const largestError = errors.some(Number.isNaN) ? Infinity : Math.max(0, ...errors);
  return { passed: largestError <= tolerance, pairs: pairs.length, largestError, tolerance };
}
