import { Suspense } from "react";
import { useOffline } from "../../stores/store-context.ts";
import { lazyPart } from "../../parts/lazy-part.tsx";

const Storage = lazyPart(() => import("./Storage.tsx"));

/** Reserves the space at once, so that nothing below moves. The code loads when the page is idle. */
export function LazyStorage() {
  const looked = useOffline(({ offline }) => offline.status !== "unknown");
  return <div className="min-h-56 max-w-prose">{looked && <Suspense>{<Storage />}</Suspense>}</div>;
}
