/** How documents move from the original order to the new one. Pure. */
import type { ScoredDocument } from "../../../../contract/reranker.ts";
import { resultsText } from "../../text/results.ts";
import type { Answer } from "../../stores/run.ts";

export interface Move {
  index: number;
  /** Places from 1. */
  from: number;
  to: number;
}

export function listMoves({ ranked }: Answer): Move[] {
  return ranked.map(({ index }, position) => ({ index, from: index + 1, to: position + 1 }));
}

/** More lines than this are a tangle. */
export const maxLines = 20;

/**
 * The moves to show one by one, best first: all of them if they are few; otherwise those into the top of the new order,
 * and those out of what was the top before.
 * @param returned number of returned documents: the top, unless it is too large
 */
export function mainMoves(moves: readonly Move[], returned: number): { shown: Move[]; top: number } {
  const top = Math.max(1, Math.min(returned, maxLines / 2));
  const shown = moves.filter(({ from, to }) => moves.length <= maxLines || from <= top || to <= top);
  return { shown, top };
}

/** `▲3`, `▼2`, `–`. */
export function moveArrow({ from, to }: Move): string {
  if (from === to) return "–";
  return from > to ? `▲${from - to}` : `▼${to - from}`;
}

export function describeMove({ from, to }: Move): string {
  return from === to ? resultsText.stays(to) : resultsText.moves(from, to);
}

export interface Change {
  /** Documents that stand at another place. */
  moved: number;
  /** The document that has moved the most, by its position in the request; `undefined`: none has. */
  largest: { index: number; from: number; to: number } | undefined;
}

/** What has changed between two orders of the same documents. Places count from 1. */
export function findChange(
  before: readonly Pick<ScoredDocument, "index">[],
  after: readonly Pick<ScoredDocument, "index">[],
): Change {
  const placeBefore = new Map(before.map(({ index }, at) => [index, at + 1]));
  const moves = after.flatMap(({ index }, at) => {
    const from = placeBefore.get(index) ?? at + 1;
    return from === at + 1 ? [] : [{ index, from, to: at + 1 }];
  });
  const step = ({ from, to }: { from: number; to: number }): number => Math.abs(from - to);
  // Of equal steps the one that ends higher: readers look there.
  const [largest] = moves.toSorted((a, b) => step(b) - step(a) || a.to - b.to);
  return { moved: moves.length, largest };
}
