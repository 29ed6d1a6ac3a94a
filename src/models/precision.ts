/** What a dtype does to scores. */
import type { Dtype, ScoreKind } from "./model.ts";

/** Logits and sums move further than cosines; all tolerances are absolute. */
const tolerances: Record<Dtype, Record<ScoreKind, number>> = {
  fp32: { cosine: 1e-3, probability: 0.02, maxsim: 0.02 },
  w8a32: { cosine: 0.01, probability: 0.25, maxsim: 0.2 },
  w8a8: { cosine: 0.02, probability: 0.5, maxsim: 0.4 },
  fp16: { cosine: 0.01, probability: 0.1, maxsim: 0.1 },
  q8: { cosine: 0.05, probability: 1.5, maxsim: 1 },
  q4: { cosine: 0.05, probability: 1, maxsim: 1 },
  q4f16: { cosine: 0.05, probability: 1, maxsim: 1 },
};

/** Largest error of a golden score with which a device and dtype is trusted. */
export function selfTestTolerance(dtype: Dtype, kind: ScoreKind): number {
  return tolerances[dtype][kind];
}

/** Whether one text's score moves with the others of its batch: such weights run one text at a time. */
export function isBatchVariant(dtype: Dtype): boolean {
  return dtype === "q8" || dtype === "w8a8";
}
