import { FolderOpen } from "lucide-react";
import { useId } from "react";
import { FilesButton } from "../../ui/FilesButton.tsx";
import type { GivenModelState } from "./use-given-model.ts";

/** Asks for a model's folder: by dialog, as a whole or file by file; it may be dropped as well. */
export function GivenModel({ busy, error, take }: GivenModelState) {
  const id = useId();
  const onFiles = (files: File[]): void => take({ files });
  return (
    <fieldset aria-label="Model from this computer" aria-describedby={`${id}-words`}>
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <FilesButton label="Folder of a model" folder className="button" disabled={busy} onFiles={onFiles}>
          <FolderOpen aria-hidden size={16} />
          {busy ? "Reading…" : "Choose folder"}
        </FilesButton>
        <FilesButton label="Files of a model" multiple disabled={busy} onFiles={onFiles}>
          Choose files
        </FilesButton>
        <span className="text-xs text-muted pointer-coarse:hidden">or drop its folder here</span>
      </div>
      {error !== undefined && (
        <p role="alert" className="error pt-1 [overflow-wrap:anywhere]">
          {error}
        </p>
      )}
      <p id={`${id}-words`} className="pt-1 text-xs text-muted">
        As tools/export writes it, or as it lies on the Hub. The files stay on this computer; the model is
        gone when this page is closed.
      </p>
    </fieldset>
  );
}
