import type { LocalReranker } from "../src/library/index.ts";

declare global {
  /** Set by the benchmarks. */
  interface Window {
    reranker?: LocalReranker;
    longTasks?: number[];
  }
}
