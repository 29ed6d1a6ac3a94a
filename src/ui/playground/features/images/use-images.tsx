import { X } from "lucide-react";
import { RerankError } from "../../../../contract/errors.ts";
import { type ReactNode, useState } from "react";
import { loadScript } from "../../parts/load-script.ts";
import { imagesText } from "../../text/images.ts";
import { uiText } from "../../text/ui.ts";
import type { ReadImage } from "./read-images.ts";

/** Reads image files, and reports which could not be used and why. */
export function useImages(onImages: (images: ReadImage[]) => void): {
  take: (files: readonly File[]) => void;
  problems: ReactNode;
} {
  const [problems, setProblems] = useState<readonly string[]>([]);

  async function read(files: readonly File[]): Promise<void> {
    try {
      // Loaded with the first image file.
      const { readImages } = await loadScript(() => import("./read-images.ts"));
      const found = await readImages(files);
      setProblems(found.problems);
      if (found.images.length > 0) onImages(found.images);
    } catch (cause) {
      setProblems([imagesText.notRead(RerankError.from(cause).message)]);
    }
  }

  return {
    take: (files) => void read(files),
    problems: problems.length > 0 && (
      <div
        role="alert"
        className="flex items-start gap-2 rounded-md bg-danger-soft px-3 py-1.5 text-xs text-danger"
      >
        <ul className="min-w-0 grow [overflow-wrap:anywhere]">
          {problems.map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
        <button
          type="button"
          className="button-quiet h-6 min-w-6 px-0 text-danger"
          aria-label={uiText.closeMessage}
          onClick={() => setProblems([])}
        >
          <X aria-hidden size={14} />
        </button>
      </div>
    ),
  };
}
