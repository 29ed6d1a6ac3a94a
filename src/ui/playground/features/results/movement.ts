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

/** `▲3`, `▼2`, `–`. */
export function moveArrow({ from, to }: Move): string {
  if (from === to) return "–";
  return from > to ? `▲${from - to}` : `▼${to - from}`;
}

export function describeMove({ from, to }: Move): string {
  return from === to ? resultsText.stays(to) : resultsText.moves(from, to);
}
