/** From the original order to the new one. Pure. */
import type { Answer } from "../../stores/run.ts";

export interface Move {
  index: number;
  /** Places from 1. */
  from: number;
  to: number;
}

export function movesOf({ ranked }: Answer): Move[] {
  return ranked.map(({ index }, position) => ({ index, from: index + 1, to: position + 1 }));
}

/** `▲3`, `▼2`, `–`. */
export function arrowOf({ from, to }: Move): string {
  if (from === to) return "–";
  return from > to ? `▲${from - to}` : `▼${to - from}`;
}

export function wordsOf({ from, to }: Move): string {
  if (from === to) return `stays at ${to}`;
  const places = Math.abs(from - to);
  return `from ${from} to ${to}, ${from > to ? "up" : "down"} ${places}`;
}
