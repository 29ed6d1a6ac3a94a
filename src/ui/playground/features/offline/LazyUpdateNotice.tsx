import { Suspense, lazy } from "react";
import { useOffline } from "../../stores/store-context.ts";

const UpdateNotice = lazy(() => import("./UpdateNotice.tsx"));

/** Its code is fetched when there is a new version to tell of; it comes from what is kept of this one. */
export function LazyUpdateNotice() {
  const update = useOffline((state) => state.update);
  if (!update) return undefined;
  return (
    <Suspense>
      {/* A yet newer version is told of again. */}
      <UpdateNotice update={update} />
    </Suspense>
  );
}
