/** How each dtype changes scores. */
import type { Dtype, ScoreKind } from "./model.ts";

/** All tolerances are absolute. Logits and sums deviate more than cosines. */
const tolerances: Record<Dtype, Record<ScoreKind, number>> = {
  fp32: { cosine: 1e-3, probability: 0.02, dot: 0.02, maxsim: 0.02 },
  w8a32: { cosine: 0.01, probability: 0.25, dot: 0.2, maxsim: 0.2 },
  w8a8: { cosine: 0.02, probability: 0.5, dot: 0.4, maxsim: 0.4 },
  fp16: { cosine: 0.01, probability: 0.1, dot: 0.1, maxsim: 0.1 },
  q8: { cosine: 0.05, probability: 1.5, dot: 1, maxsim: 1 },
  q4: { cosine: 0.05, probability: 1, dot: 1, maxsim: 1 },
  q4f16: { cosine: 0.05, probability: 1, dot: 1, maxsim: 1 },
};

/** The maximum error of a golden score at which a device and dtype is trusted. */
export function selfTestTolerance(dtype: Dtype, kind: ScoreKind): number {
  return tolerances[dtype][kind];
}

/** Whether a text's score depends on the other texts of its batch; such weights run one text at a time. */
export function isBatchVariant(dtype: Dtype): boolean {
  return dtype === "q8" || dtype === "w8a8";
}
