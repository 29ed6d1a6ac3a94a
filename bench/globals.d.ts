import type { LocalReranker } from "../src/library/index.ts";

declare global {
  /** What the benches put on the page. */
  interface Window {
    reranker?: LocalReranker;
    longTasks?: number[];
  }
}
