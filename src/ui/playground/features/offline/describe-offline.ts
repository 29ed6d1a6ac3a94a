import { type OfflineState, worksOffline } from "../../stores/offline-store.ts";
import { headerText } from "../../text/header.ts";

/** What works while the network is gone; `undefined` while it is there. */
export function describeOffline({ online, offline }: OfflineState): string | undefined {
  if (online) return undefined;
  return offline.status === "ready" && worksOffline(offline.report)
    ? headerText.offline
    : headerText.offlineInPart;
}
