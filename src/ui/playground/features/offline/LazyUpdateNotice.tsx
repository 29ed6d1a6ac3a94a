import { Suspense } from "react";
import { useOffline } from "../../stores/store-context.ts";
import { lazyPart } from "../../parts/lazy-part.tsx";

const UpdateNotice = lazyPart(() => import("./UpdateNotice.tsx"));

/** Loaded when there is a new version. Its code comes from the cache of this version. */
export function LazyUpdateNotice() {
  const update = useOffline((state) => state.update);
  if (!update) return undefined;
  return (
    <Suspense>
      {/* Shows again for an even newer version. */}
      <UpdateNotice update={update} />
    </Suspense>
  );
}
