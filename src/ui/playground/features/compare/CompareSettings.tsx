import { Suspense } from "react";
import { useComparison } from "../../stores/store-context.ts";
import { Switch } from "../../ui/Switch.tsx";
import { candidateText } from "../../text/candidates.ts";
import { LocalCandidates } from "./LocalCandidates.tsx";
import { lazyPart } from "../../parts/lazy-part.tsx";

const RemoteForm = lazyPart(() => import("./RemoteForm.tsx"));

/** Selects the candidates: a server, further models in this tab, or both. */
export function CompareSettings() {
  const enabled = useComparison((state) => state.remoteEnabled);
  const enableRemote = useComparison((state) => state.enableRemote);
  return (
    <div className="flex flex-col gap-3 border-t border-line pt-4">
      <Switch label={candidateText.compareRemote} checked={enabled} onChange={enableRemote} />
      {enabled && (
        <Suspense>
          <RemoteForm />
        </Suspense>
      )}
      <LocalCandidates />
    </div>
  );
}
