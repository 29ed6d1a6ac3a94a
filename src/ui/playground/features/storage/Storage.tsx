import { Trash2 } from "lucide-react";
import { useState } from "react";
import { type Offline, worksOffline } from "../../stores/offline-store.ts";
import { useOffline } from "../../stores/store-context.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { formatBytes, plural } from "../../../text/format.ts";
import { keptSizes } from "./kept-sizes.ts";
import { type StorageFigures, useStorage } from "./use-storage.ts";

/** Whether the page works without a network, what that takes, and one way to let everything go. */
export default function Storage() {
  const offline = useOffline((state) => state.offline);
  const figures = useStorage();
  const [asking, setAsking] = useState(false);
  const kept = useOffline(({ erase }) => erase !== undefined) && offline.status !== "erased";
  return (
    <div className="flex flex-col items-start gap-3">
      <output>{describe(offline)}</output>
      {figures && <Sizes offline={offline} figures={figures} />}
      {kept && (
        <button type="button" className="button" onClick={() => setAsking(true)}>
          <Trash2 aria-hidden size={14} />
          Delete everything
        </button>
      )}
      {asking && <Confirmation onClose={() => setAsking(false)} />}
    </div>
  );
}

function Sizes({ offline, figures }: { offline: Offline; figures: StorageFigures }) {
  const { models, modelBytes, usedBytes, quotaBytes, persisted } = figures;
  const sizes = offline.status === "ready" ? keptSizes(offline.report) : undefined;
  const quota = quotaBytes === undefined ? "" : ` of ${formatBytes(quotaBytes)} that it allows`;
  return (
    <>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-0.5 [&_dd]:tabular-nums [&_dt]:text-muted">
        {sizes && (
          <>
            <dt>Page and engine</dt>
            <dd>{formatBytes(sizes.pageBytes)}</dd>
            <dt>Embedded model</dt>
            <dd>{formatBytes(sizes.embeddedModelBytes)}</dd>
          </>
        )}
        <dt>Downloaded models</dt>
        <dd>{models === 0 ? "none" : `${formatBytes(modelBytes)}, ${plural(models, "model")}`}</dd>
        {usedBytes !== undefined && (
          <>
            <dt>By the browser&apos;s count</dt>
            <dd>
              {formatBytes(usedBytes)}
              {quota}
            </dd>
          </>
        )}
      </dl>
      <p className="text-muted">
        {persisted
          ? "The browser keeps it even when space runs short."
          : "When space runs short, the browser may drop it."}
      </p>
    </>
  );
}

function Confirmation({ onClose }: { onClose: () => void }) {
  const erase = useOffline((state) => state.erase);
  return (
    <Dialog title="Delete everything?" onClose={onClose}>
      <p className="pb-3">
        The page kept for use without a network, downloaded models, your input and your settings are deleted
        from this browser. What you see stays until you leave the page.
      </p>
      <div className="flex gap-2">
        <button
          type="button"
          className="button border-danger text-danger"
          onClick={() => void erase?.().then(onClose)}
        >
          Delete everything
        </button>
        <button type="button" className="button" onClick={onClose}>
          Keep it
        </button>
      </div>
    </Dialog>
  );
}

function describe(offline: Offline): string {
  switch (offline.status) {
    case "unknown":
    case "preparing":
      return "Making the page ready for use without a network…";
    case "unavailable":
      return "The page itself is not kept here: that needs https:// or localhost, and no private window. Your input and the models that you download are, where the browser allows it.";
    case "erased":
      return "Everything was deleted. Nothing more is kept until this page is opened anew.";
    case "ready":
      return describeReady(offline.report);
  }
}

function describeReady(report: Extract<Offline, { status: "ready" }>["report"]): string {
  if (worksOffline(report)) {
    return "This page works without a network: its examples, the embedded model, and the models that you have downloaded.";
  }
  const why = report.failure === undefined ? "" : ` Not everything could be kept: ${report.failure}`;
  return `Without a network, what you have used so far works.${why}`;
}
