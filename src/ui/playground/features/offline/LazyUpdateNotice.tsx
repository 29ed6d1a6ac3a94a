import { Suspense, lazy } from "react";
import { useOffline } from "../../stores/store-context.ts";

const UpdateNotice = lazy(() => import("./UpdateNotice.tsx"));

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
