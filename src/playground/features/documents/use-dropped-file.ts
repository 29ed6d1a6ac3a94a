import { type DragEvent, useState } from "react";

/** A place to drop one file on. */
export function useDroppedFile(onFile: (file: File) => void): {
  /** Whether something is held over it. */
  dropping: boolean;
  onDragOver: (event: DragEvent) => void;
  onDragLeave: () => void;
  onDrop: (event: DragEvent) => void;
} {
  const [dropping, setDropping] = useState(false);
  return {
    dropping,
    onDragOver(event) {
      if (!event.dataTransfer.types.includes("Files")) return;
      event.preventDefault();
      setDropping(true);
    },
    onDragLeave: () => setDropping(false),
    onDrop(event) {
      const [file] = event.dataTransfer.files;
      if (!file) return;
      event.preventDefault();
      setDropping(false);
      onFile(file);
    },
  };
}
