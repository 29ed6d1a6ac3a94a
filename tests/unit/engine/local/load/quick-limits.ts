import { type LoadLimits, loadLimits } from "../../../../../src/engine/local/load/limits.ts";

/** The real rules, with shorter waits. */
export const quickLimits: LoadLimits = {
  ...loadLimits,
  silenceMs: 1000,
  fruitfulBytes: 400_000,
  pauseMs: 5,
  offlineMs: 1000,
  cacheMs: 200,
  otherTabMs: 500,
};
