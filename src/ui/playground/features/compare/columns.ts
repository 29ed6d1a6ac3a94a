/** Which documents stand in the column of a candidate. Pure. */
import type { Ranking } from "../../stores/ranking.ts";
import { lineText } from "../../stores/rows.ts";
import { columnText } from "../../text/compare.ts";
import type { Move } from "../results/movement.ts";
import type { ShownCandidate } from "./candidates.ts";

/** In pixels. */
export const rowHeight = 48;
export const maxRows = 50;

export interface Place {
  index: number;
  /** From 1. */
  rank: number;
}

export interface Column {
  candidate: ShownCandidate;
  results: readonly Place[];
  /** Documents that it did not return but another did, where it knows their ranks. */
  below: readonly Place[];
}

export function candidateColumns(candidates: readonly ShownCandidate[]): Column[] {
  return candidates.map((candidate) => {
    const { ranking, comparable } = candidate;
    if (!ranking) return { candidate, results: [], below: [] };
    const others = candidates.filter((other) => other !== candidate && other.comparable && comparable);
    const returnedByOthers = new Set(others.flatMap((other) => shownOrder(other.ranking)));
    const places = ranking.order.map((index, position) => ({ index, rank: position + 1 }));
    return {
      candidate,
      results: places.slice(0, Math.min(ranking.returned, maxRows)),
      below: places.slice(ranking.returned).filter(({ index }) => returnedByOthers.has(index)),
    };
  });
}

function shownOrder(ranking: Ranking | undefined): readonly number[] {
  return ranking?.order.slice(0, Math.min(ranking.returned, maxRows)) ?? [];
}

/** From the document's rank in the page's own answer; `undefined` if it has none there. */
export function moveFrom({ order }: Ranking, { index, rank }: Place): Move | undefined {
  const place = order.indexOf(index);
  return place === -1 ? undefined : { index, from: place + 1, to: rank };
}

export function documentText(ranking: Ranking | undefined, index: number): string {
  return lineText(ranking?.documents[index] ?? "", index) || columnText.emptyDocument;
}
