/** What the chart of the device speeds shows. Pure. */
import { type DeviceSpeed, crossover, expectedMs } from "../../../../engine/local/devices/speed.ts";
import { devicesText } from "../../text/devices.ts";

/** Tokens at the left and at the right end: a short query, and some hundred long documents. */
export const firstTokens = 10;
export const lastTokens = 100_000;

/** Which device is faster, and for how much text, in a sentence. */
export function describeCrossing(speeds: readonly DeviceSpeed[]): string {
  const [a, b] = speeds;
  if (!a || !b) return "";
  const faster = (tokens: number): string =>
    devicesText.names[(expectedMs(a, tokens) <= expectedMs(b, tokens) ? a : b).device];
  const tokens = crossover(a, b);
  if (tokens === undefined || tokens < firstTokens || tokens > lastTokens)
    return devicesText.always(faster(Math.sqrt(firstTokens * lastTokens)));
  return devicesText.cross(faster(firstTokens), roundTokens(tokens), faster(lastTokens));
}

function roundTokens(tokens: number): string {
  return Number(tokens.toPrecision(2)).toLocaleString("en");
}

/** A device's line: points in a square of 1 by 1, both axes logarithmic. */
export function lineOf(
  speed: DeviceSpeed,
  range: { minMs: number; maxMs: number },
): [x: number, y: number][] {
  const steps = 40;
  return Array.from({ length: steps + 1 }, (_, step) => {
    const x = step / steps;
    const tokens = firstTokens * (lastTokens / firstTokens) ** x;
    return [x, heightOf(expectedMs(speed, tokens), range)];
  });
}

export function heightOf(ms: number, { minMs, maxMs }: { minMs: number; maxMs: number }): number {
  return Math.log(Math.max(ms, minMs) / minMs) / Math.log(maxMs / minMs);
}

/** Powers of ten around all times. */
export function timeRange(speeds: readonly DeviceSpeed[]): { minMs: number; maxMs: number } {
  const lowest = Math.min(...speeds.map((speed) => expectedMs(speed, firstTokens)));
  const highest = Math.max(...speeds.map((speed) => expectedMs(speed, lastTokens)));
  const minMs = 10 ** Math.floor(Math.log10(Math.max(lowest, 0.1)));
  return { minMs, maxMs: 10 ** Math.max(Math.log10(minMs) + 1, Math.ceil(Math.log10(Math.max(highest, 1)))) };
}
