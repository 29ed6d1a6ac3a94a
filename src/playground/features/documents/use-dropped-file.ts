import { useEffect, useEffectEvent, useState } from "react";

/**
 * The whole page takes a file: dropped beside its target, a file would be opened in the page's place. What has a
 * target of its own there takes its files before.
 * @returns whether one is held over the page
 */
export function useDroppedFile(onFile: (file: File) => void): boolean {
  const [held, setHeld] = useState(false);
  const onDrop = useEffectEvent((event: DragEvent): void => {
    const [file] = event.dataTransfer?.files ?? [];
    setHeld(false);
    if (!file || event.defaultPrevented) return;
    event.preventDefault();
    onFile(file);
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
