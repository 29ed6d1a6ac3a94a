import type { LocalReranker } from "../src/index.ts";

declare global {
  /** What the benches put on the page. */
  interface Window {
    reranker?: LocalReranker;
    longTasks?: number[];
  }
}
