/** How documents move from the original order to the new one. Pure. */
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
