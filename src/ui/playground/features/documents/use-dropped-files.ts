import { useEffect, useEffectEvent, useState } from "react";

interface DropActions {
  onFiles: (files: File[]) => void;
  /** A folder cannot be read as documents. */
  onFolder: () => void;
}

/**
 * The whole page takes files: dropped beside their target, they would be opened in the page's place. What has a
 * target of its own there takes its files before.
 * @returns whether some are held over the page
 */
export function useDroppedFiles({ onFiles, onFolder }: DropActions): boolean {
  const [held, setHeld] = useState(false);
  const onDrop = useEffectEvent((event: DragEvent): void => {
    setHeld(false);
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length === 0 || event.defaultPrevented) return;
    event.preventDefault();
    const items = [...(event.dataTransfer?.items ?? [])];
    if (items.some((item) => item.webkitGetAsEntry()?.isDirectory)) onFolder();
    else onFiles(files);
  });
  useEffect(() => {
    const end = new AbortController();
    const { signal } = end;
    const onDragOver = (event: DragEvent): void => {
      if (event.dataTransfer?.types.includes("Files") !== true) return;
      setHeld(!event.defaultPrevented);
      event.preventDefault();
    };
    const onDragLeave = (event: DragEvent): void => {
      // Out of the window, not from one element to the next.
      if (event.relatedTarget === null) setHeld(false);
    };
    document.addEventListener("dragover", onDragOver, { signal });
    document.addEventListener("dragleave", onDragLeave, { signal });
    document.addEventListener("drop", onDrop, { signal });
    return () => end.abort();
  }, []);
  return held;
}
