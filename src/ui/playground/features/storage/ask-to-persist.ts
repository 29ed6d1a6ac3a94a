import type { PlaygroundStore } from "../../stores/playground-store.ts";

/**
 * Asks the browser to keep what is here when space runs short: once a model was downloaded because the person wanted
 * it. Before that there is nothing that could not be fetched again from here.
 */
export function askToPersist(playground: PlaygroundStore): void {
  const stop = playground.subscribe(({ answer, findModel }) => {
    if (!answer || findModel(answer.engine.model)?.source.kind === "embedded") return;
    stop();
    // Refused, or absent on insecure pages: the browser decides.
    void navigator.storage?.persist?.().catch(() => undefined);
  });
}
