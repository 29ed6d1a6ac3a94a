import { useEffect, useState } from "react";
import { listInstalledModels } from "../../../../engine/local/installed-models.ts";
import { useOffline, usePlayground } from "../../stores/store-context.ts";

export interface StorageFigures {
  models: number;
  modelBytes: number;
  /** The browser's own estimate, which it rounds and pads; `undefined` if it gives none. */
  usedBytes: number | undefined;
  quotaBytes: number | undefined;
  /** Whether the browser has promised not to evict the storage. */
  persisted: boolean;
}

/** Storage figures, measured again after every run and whenever the cache changes. */
export function useStorage(): StorageFigures | undefined {
  const offline = useOffline((state) => state.offline);
  const answer = usePlayground((state) => state.answer);
  const [figures, setFigures] = useState<StorageFigures>();
  useEffect(() => {
    let stale = false;
    void count().then((counted) => {
      if (!stale) setFigures(counted);
    });
    return () => {
      stale = true;
    };
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the cache changes with these
  }, [offline, answer]);
  return figures;
}

async function count(): Promise<StorageFigures> {
  const [models, estimate, persisted] = await Promise.all([
    listInstalledModels(),
    // Absent on insecure pages.
    navigator.storage?.estimate?.().catch(() => undefined),
    navigator.storage?.persisted?.().catch(() => false),
  ]);
  return {
    models: models.length,
    modelBytes: models.reduce((sum, { bytes }) => sum + bytes, 0),
    usedBytes: estimate?.usage,
    quotaBytes: estimate?.quota,
    persisted: persisted ?? false,
  };
}
