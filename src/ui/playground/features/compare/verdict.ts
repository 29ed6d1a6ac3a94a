/** What two rankings agree on, and where they differ most. Pure. */
import type { Ranking } from "../../stores/ranking.ts";

export interface Verdict {
  /** Number of results that are compared: those of the longer answer. */
  k: number;
  /** Documents that both returned. */
  shared: number;
  sameFirst: boolean;
  /** Whether both returned the same documents in the same order. */
  sameOrder: boolean;
  /** Results of either answer that have another rank in the other, the largest difference first. */
  differences: readonly Difference[];
}

/** Ranks count from 1; `undefined` where a server returned too few documents to tell. */
export interface Difference {
  index: number;
  local: number | undefined;
  other: number | undefined;
}

export function judge(local: Ranking, other: Ranking): Verdict {
  const ours = local.order.slice(0, local.returned);
  const theirs = other.order.slice(0, other.returned);
  const differences = [...new Set([...ours, ...theirs])]
    .map((index) => ({ index, local: rankIn(local, index), other: rankIn(other, index) }))
    .filter((difference) => difference.local !== difference.other);
  const unknownRank = Math.max(local.order.length, other.order.length) + 1;
  const ranks = ({ local, other }: Difference) => [local ?? unknownRank, other ?? unknownRank] as const;
  const step = (difference: Difference): number => {
    const [here, there] = ranks(difference);
    return Math.abs(here - there);
  };
  // Of equal steps the one that stands higher in either: readers look there.
  const height = (difference: Difference): number => Math.min(...ranks(difference));
  return {
    k: Math.max(ours.length, theirs.length),
    shared: theirs.filter((index) => ours.includes(index)).length,
    sameFirst: ours.length > 0 && ours[0] === theirs[0],
    sameOrder: ours.length === theirs.length && ours.every((index, position) => index === theirs[position]),
    differences: differences.toSorted((a, b) => step(b) - step(a) || height(a) - height(b)),
  };
}

function rankIn({ order }: Ranking, index: number): number | undefined {
  const position = order.indexOf(index);
  return position === -1 ? undefined : position + 1;
}
