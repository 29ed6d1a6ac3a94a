/** Decides whether a device can be trusted, by its scores for the golden pairs. Pure. */
import type { Dtype, Golden, ScoreKind } from "../../../models/model.ts";
import { selfTestTolerance } from "../../../models/precision.ts";

export interface SelfTestReport {
  passed: boolean;
  pairs: number;
  /** Largest absolute difference from the reference, in the unit of the family's scores: logit, cosine or MaxSim. */
  largestError: number;
  tolerance: number;
}

/** @param scores one for each pair, as the family returned it; a missing or non-finite score fails the test */
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
