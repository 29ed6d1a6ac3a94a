import type { LocalReranker } from "../src/library/index.ts";

declare global {
  /** Set by the benchmarks. */
  interface Window {
    reranker?: LocalReranker;
    longTasks?: number[];
    todaysWay?: {
      load: (hubHost: string) => Promise<void>;
      /** @returns positions, best first */
      rank: (query: string, documents: string[]) => Promise<number[]>;
    };
  }
}
