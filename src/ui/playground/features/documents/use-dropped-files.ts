import { useEffect, useEffectEvent, useState } from "react";

interface DropActions {
  onFiles: (files: File[]) => void;
  /** Called instead for a folder, which cannot be read as documents. */
  onFolder: () => void;
}

/**
 * Accepts files dropped anywhere on the page: outside a drop target, the browser would open them instead of the page.
 * More specific targets handle their drops first.
 * @returns whether files are being dragged over the page
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
      // Only on leaving the window, not on moving to the next element.
      if (event.relatedTarget === null) setHeld(false);
    };
    document.addEventListener("dragover", onDragOver, { signal });
    document.addEventListener("dragleave", onDragLeave, { signal });
    document.addEventListener("drop", onDrop, { signal });
    return () => end.abort();
  }, []);
  return held;
}
