import { type DragEvent, useState } from "react";
import { RerankError } from "../../../../contract/errors.ts";
import { usePlayground } from "../../stores/store-context.ts";
import { loadScript } from "../../parts/load-script.ts";
import type { Entry } from "./model-folder.ts";
import type { Given } from "./read-model-files.ts";

export interface GivenModelState {
  busy: boolean;
  /** Why the last files are not a model that can run here. */
  error: string | undefined;
  take: (given: Given) => void;
}

/** Must run during the drop event: afterwards the browser clears the data. */
function droppedFiles({ items, files }: DataTransfer): Given {
  const entries = [...items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the DOM's types do not discriminate files and directories
  return entries.length > 0 ? { entries: entries as unknown as Entry[] } : { files: [...files] };
}

/**
 * Accepts a model's folder or files, dropped or chosen in a dialog.
 * @param onTaken called with whether a model was found
 */
export function useGivenModel(onTaken: (found: boolean) => void): GivenModelState & {
  /** Whether files are being dragged over the target. */
  held: boolean;
  target: Record<"onDragOver" | "onDragLeave" | "onDrop", (event: DragEvent) => void>;
} {
  const addModel = usePlayground((state) => state.addModel);
  const [held, setHeld] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();

  async function read(given: Given): Promise<void> {
    setBusy(true);
    setError(undefined);
    try {
      const { readModelFiles } = await loadScript(() => import("./read-model-files.ts"));
      addModel(await readModelFiles(given));
      onTaken(true);
    } catch (cause) {
      setError(RerankError.from(cause).message);
      onTaken(false);
    } finally {
      setBusy(false);
    }
  }

  const take = (given: Given): void => void read(given);
  return {
    held,
    busy,
    error,
    take,
    target: {
      onDragOver: (event) => {
        if (!event.dataTransfer.types.includes("Files")) return;
        event.preventDefault();
        setHeld(true);
      },
      onDragLeave: ({ currentTarget, relatedTarget }) => {
        if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setHeld(false);
      },
      onDrop: (event) => {
        setHeld(false);
        if (!event.dataTransfer.types.includes("Files")) return;
        event.preventDefault();
        take(droppedFiles(event.dataTransfer));
      },
    },
  };
}
