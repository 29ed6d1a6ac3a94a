import { type OfflineState, worksOffline } from "../../stores/offline-store.ts";

/** What works without a network, for as long as there is none. */
export function describeOffline({ online, offline }: OfflineState): string | undefined {
  if (online) return undefined;
  return offline.status === "ready" && worksOffline(offline.report)
    ? "offline: page, examples and kept models work"
    : "offline: what was loaded before works";
}
