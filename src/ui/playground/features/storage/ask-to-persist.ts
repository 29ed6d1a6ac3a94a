import type { PlaygroundStore } from "../../stores/playground-store.ts";

/**
 * Asks the browser not to evict our storage, once the user has downloaded a model. Until then everything stored can be
 * fetched from this site again.
 */
export function askToPersist(playground: PlaygroundStore): void {
  const stop = playground.subscribe(({ answer, findModel }) => {
    if (!answer || findModel(answer.engine.model)?.source.kind === "embedded") return;
    stop();
    // The browser may refuse, and insecure pages lack the API.
    void navigator.storage?.persist?.().catch(() => undefined);
  });
}
