import { Suspense, lazy } from "react";
import { useComparison } from "../../stores/store-context.ts";
import { Switch } from "../../ui/Switch.tsx";
import { LocalCandidates } from "./LocalCandidates.tsx";

const RemoteForm = lazy(() => import("./RemoteForm.tsx"));

/** Whom to compare with: a server, further models here, or both. */
export function CompareSettings() {
  const enabled = useComparison((state) => state.remoteEnabled);
  const enableRemote = useComparison((state) => state.enableRemote);
  return (
    <div className="flex flex-col gap-3 border-t border-line pt-4">
      <Switch label="Compare with remote API" checked={enabled} onChange={enableRemote} />
      {enabled && (
        <Suspense>
          <RemoteForm />
        </Suspense>
      )}
      <LocalCandidates />
    </div>
  );
}
