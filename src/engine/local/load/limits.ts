/** How long a load waits for the network, the cache and other tabs. Timers run on a clock that nobody can set. */
export interface LoadLimits {
  /** Without a byte for so long, a request is given up and made again. */
  silenceMs: number;
  /** How often a file is asked for in a row. A try that brings `fruitfulBytes` starts the count anew. */
  tries: number;
  fruitfulBytes: number;
  /** Pause before the second try; each further one is twice as long. */
  pauseMs: number;
  /** A machine without any network is waited for so long, once a file has begun to come. */
  offlineMs: number;
  /** A server that asks for a longer pause than this is not asked again. */
  longestPauseMs: number;
  /** The cache is opened or searched for so long, then the load goes on without it. */
  cacheMs: number;
  /** Additional time to store a file, for each megabyte. */
  cacheMsPerMegabyte: number;
  /** Another tab that downloads the same files is waited for as long as it says something in this time. */
  otherTabMs: number;
}

export const loadLimits: LoadLimits = {
  silenceMs: 30_000,
  tries: 4,
  fruitfulBytes: 1_000_000,
  pauseMs: 500,
  offlineMs: 30_000,
  longestPauseMs: 30_000,
  cacheMs: 10_000,
  cacheMsPerMegabyte: 200,
  // Longer than a silence with the pause after it, so that the other tab can take up its download again.
  otherTabMs: 45_000,
};
