/** Puts the library on `window`, for tests and benches that drive the engine without the playground. */
import * as tabrank from "../../../src/index.ts";

declare global {
  interface Window {
    tabrank: typeof tabrank;
  }
}

window.tabrank = tabrank;
