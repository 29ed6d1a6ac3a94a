import { History } from "lucide-react";
import { Suspense, useState } from "react";
import { lazyPart } from "../../parts/lazy-part.tsx";
import { usePlayground } from "../../stores/store-context.ts";
import { runsText } from "../../text/runs.ts";

const RunsDialog = lazyPart(() => import("./RunsDialog.tsx"));

/** Opens the runs of this visit, once there are two. */
export function RunsButton() {
  const count = usePlayground((state) => state.runs.length);
  const [isOpen, setOpen] = useState(false);
  if (count < 2) return undefined;
  return (
    <>
      <button
        type="button"
        className="button-quiet"
        aria-label={runsText.open}
        title={runsText.open}
        onClick={() => setOpen(true)}
      >
        <History aria-hidden size={16} />
      </button>
      {isOpen && (
        <Suspense>
          <RunsDialog onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
