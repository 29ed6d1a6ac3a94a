import type { Answer } from "../../stores/run.ts";

/** The scores at both ends of every bar of an answer. 0 lies between them. */
export interface Scale {
  low: number;
  high: number;
}

/** A sum of products has no upper bound, so there the best score fills its bar. */
export function scoreScale({ scoreKind, ranked }: Pick<Answer, "scoreKind" | "ranked">): Scale {
  const best = ranked[0]?.relevance_score ?? 0;
  const worst = ranked.at(-1)?.relevance_score ?? 0;
  const isUnbounded = scoreKind === "maxsim" || scoreKind === "dot";
  return { low: Math.min(0, worst), high: isUnbounded ? Math.max(best, Number.MIN_VALUE) : 1 };
}
