import { lazyEngine } from "./lazy-engine.ts";
import { createSharedEngines } from "./shared-engines.ts";
import { TabRankElement } from "./tab-rank-element.ts";

/**
 * Makes `<tab-rank>` known to the page, once.
 * @param modelBaseUrl folder of the embedded models for elements that name none
 */
export function defineTabRank(modelBaseUrl: string): void {
  // The script may be on the page twice.
  if (customElements.get("tab-rank")) return;
  const engines = createSharedEngines((settings) =>
    lazyEngine(async () => {
      const { createLocalEngine } = await import("./local-engine.ts");
      return createLocalEngine(settings);
    }),
  );
  customElements.define(
    "tab-rank",
    class extends TabRankElement {
      constructor() {
        super({ engines, modelBaseUrl });
      }
    },
  );
}
