/** What this page can do without a network, and whether a newer version of it waits. */
import { createStore } from "zustand/vanilla";
import type { OfflineReport } from "../../../offline/protocol.ts";

export type Offline =
  /** Nobody has looked yet. */
  | { status: "unknown" }
  /** An insecure page, a private window, a browser that keeps nothing; and `npm run dev`. */
  | { status: "unavailable" }
  | { status: "preparing" }
  | { status: "ready"; report: OfflineReport }
  /** Everything was deleted at the person's wish; nothing is kept until the page is opened anew. */
  | { status: "erased" };

export interface OfflineState {
  online: boolean;
  offline: Offline;
  /** Reloads the page with its new version, with the draft saved before; `undefined` where there is none. */
  update: (() => Promise<void>) | undefined;
  /** Deletes all that is kept in this browser; `undefined` as long as that cannot be done. */
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

/** Whether a run of the embedded model needs no network: its weights for some device, and a runtime, are kept. */
export function worksOffline({ parts }: OfflineReport): boolean {
  const whole = new Set(
    parts.filter(({ keptBytes, totalBytes }) => keptBytes === totalBytes).map(({ part }) => part),
  );
  const onWasm = whole.has("model-w8a8") || whole.has("model-w8a32");
  return ["shell", "tokenizer", "runtime-wasm"].every((part) => whole.has(part)) && onWasm;
}
