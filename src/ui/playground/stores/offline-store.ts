/** What this page can do without a network, and whether an update of it is waiting. */
import { createStore } from "zustand/vanilla";
import type { OfflineReport } from "../../../offline/protocol.ts";

export type Offline =
  /** Not checked yet. */
  | { status: "unknown" }
  /** On an insecure page, in a private window, where the browser stores nothing, and with `npm run dev`. */
  | { status: "unavailable" }
  | { status: "preparing" }
  | { status: "ready"; report: OfflineReport }
  /** The person deleted everything; nothing is stored until the page is loaded again. */
  | { status: "erased" };

export interface OfflineState {
  online: boolean;
  offline: Offline;
  /** Saves the draft and reloads the page in its new version; `undefined` if there is no update. */
  update: (() => Promise<void>) | undefined;
  /** Deletes everything that is stored in this browser; `undefined` as long as that is not possible. */
  erase: (() => Promise<void>) | undefined;
}

export type OfflineStore = ReturnType<typeof createOfflineStore>;

export function createOfflineStore(online: boolean) {
  return createStore<OfflineState>()(() => ({
    online,
    offline: { status: "unknown" },
    update: undefined,
    erase: undefined,
  }));
}

/** Whether a model that comes with the page runs without a network: its weights for some device and a runtime are cached. */
export function worksOffline({ parts }: OfflineReport): boolean {
  const whole = new Set(
    parts.filter(({ keptBytes, totalBytes }) => keptBytes === totalBytes).map(({ part }) => part),
  );
  const hasModel = (["model-w8a8", "model-w8a32", "models-carried"] as const).some((part) => whole.has(part));
  return ["shell", "tokenizer", "runtime-wasm"].every((part) => whole.has(part)) && hasModel;
}
