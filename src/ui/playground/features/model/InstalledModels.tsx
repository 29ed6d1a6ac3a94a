import { Trash2 } from "lucide-react";
import { useEffect, useState } from "react";
import {
  type InstalledModel,
  deleteInstalledModel,
  listInstalledModels,
} from "../../../../engine/local/installed-models.ts";
import { useOffline, usePlayground } from "../../stores/store-context.ts";
import { modelText } from "../../text/model.ts";
import { formatBytes } from "../../../text/format.ts";

/** The downloaded models in the browser cache, each with a button to delete it. */
export default function InstalledModels() {
  // Loading an engine may have downloaded a model; later runs of the engine download nothing.
  const engine = usePlayground((state) => state.answer?.engine);
  const erased = useOffline(({ offline }) => offline.status === "erased");
  const [models, setModels] = useState<readonly InstalledModel[]>([]);
  const [changes, setChanges] = useState(0);

  useEffect(() => {
    let stale = false;
    void listInstalledModels().then((found) => {
      if (!stale) setModels(found);
    });
    return () => {
      stale = true;
    };
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the cache changes with these
  }, [engine, erased, changes]);

  if (models.length === 0) return undefined;
  const total = models.reduce((sum, { bytes }) => sum + bytes, 0);
  return (
    <details className="rounded-md border border-line">
      <summary className="px-3 py-1.5 text-xs text-muted">
        {modelText.downloaded(models.length, formatBytes(total))}
      </summary>
      <ul aria-label={modelText.downloadedList} className="border-t border-line">
        {models.map((model) => (
          <li key={model.id} className="flex items-center gap-2 py-0.5 pr-1 pl-3 text-xs">
            <span className="min-w-0 grow truncate">{model.id}</span>
            <span className="text-muted tabular-nums">{formatBytes(model.bytes)}</span>
            <button
              type="button"
              className="button-quiet"
              aria-label={modelText.delete(model.id)}
              onClick={() => void deleteInstalledModel(model).then(() => setChanges((count) => count + 1))}
            >
              <Trash2 aria-hidden size={14} />
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
