import { Trash2 } from "lucide-react";
import { useState } from "react";
import { type Offline, worksOffline } from "../../stores/offline-store.ts";
import { useOffline } from "../../stores/store-context.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { storageText } from "../../text/storage.ts";
import { formatBytes } from "../../../text/format.ts";
import { cachedSizes } from "./cached-sizes.ts";
import { type StorageFigures, useStorage } from "./use-storage.ts";

/** Whether the page works without a network, how much space that takes, and a way to delete everything. */
export default function Storage() {
  const offline = useOffline((state) => state.offline);
  const figures = useStorage();
  const [asking, setAsking] = useState(false);
  const erasable = useOffline(({ erase }) => erase !== undefined) && offline.status !== "erased";
  return (
    <div className="flex flex-col items-start gap-3">
      <output>{describe(offline)}</output>
      {figures && <Sizes offline={offline} figures={figures} />}
      {erasable && (
        <button type="button" className="button" onClick={() => setAsking(true)}>
          <Trash2 aria-hidden size={14} />
          {storageText.deleteAll}
        </button>
      )}
      {asking && <Confirmation onClose={() => setAsking(false)} />}
    </div>
  );
}

function Sizes({ offline, figures }: { offline: Offline; figures: StorageFigures }) {
  const { models, modelBytes, usedBytes, quotaBytes, persisted } = figures;
  const sizes = offline.status === "ready" ? cachedSizes(offline.report) : undefined;
  const quota = quotaBytes === undefined ? "" : storageText.ofQuota(formatBytes(quotaBytes));
  return (
    <>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-0.5 [&_dd]:tabular-nums [&_dt]:text-muted">
        {sizes && (
          <>
            <dt>{storageText.page}</dt>
            <dd>{formatBytes(sizes.pageBytes)}</dd>
            <dt>{storageText.ownModel}</dt>
            <dd>{formatBytes(sizes.ownModelBytes)}</dd>
          </>
        )}
        <dt>{storageText.downloadedModels}</dt>
        <dd>{models === 0 ? storageText.noModels : storageText.models(formatBytes(modelBytes), models)}</dd>
        {usedBytes !== undefined && (
          <>
            <dt>{storageText.browserEstimate}</dt>
            <dd>
              <span>{formatBytes(usedBytes)}</span>
              <span>{quota}</span>
            </dd>
          </>
        )}
      </dl>
      <p className="text-muted">{persisted ? storageText.persisted : storageText.notPersisted}</p>
    </>
  );
}

function Confirmation({ onClose }: { onClose: () => void }) {
  const erase = useOffline((state) => state.erase);
  return (
    <Dialog title={storageText.question} onClose={onClose}>
      <p className="pb-3">{storageText.consequences}</p>
      <div className="flex gap-2">
        <button
          type="button"
          className="button border-danger text-danger"
          onClick={() => void erase?.().then(onClose)}
        >
          {storageText.deleteAll}
        </button>
        <button type="button" className="button" onClick={onClose}>
          {storageText.keep}
        </button>
      </div>
    </Dialog>
  );
}

function describe(offline: Offline): string {
  switch (offline.status) {
    case "unknown":
    case "preparing":
      return storageText.preparing;
    case "unavailable":
      return storageText.unavailable;
    case "erased":
      return storageText.deleted;
    case "ready":
      return describeReady(offline.report);
  }
}

function describeReady(report: Extract<Offline, { status: "ready" }>["report"]): string {
  if (worksOffline(report)) return storageText.ready;
  return storageText.incomplete + (report.failure === undefined ? "" : storageText.failure(report.failure));
}
