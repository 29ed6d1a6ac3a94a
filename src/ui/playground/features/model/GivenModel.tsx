import { FolderOpen } from "lucide-react";
import { useId } from "react";
import { modelFolderText } from "../../text/model-folder.ts";
import { FilesButton } from "../../ui/FilesButton.tsx";
import type { GivenModelState } from "./use-given-model.ts";

/** Asks for a model's folder or its files. A folder can also be dropped here. */
export function GivenModel({ busy, error, take }: GivenModelState) {
  const id = useId();
  const onFiles = (files: File[]): void => take({ files });
  return (
    <fieldset aria-label={modelFolderText.group} aria-describedby={`${id}-words`}>
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <FilesButton
          label={modelFolderText.folderInput}
          folder
          className="button"
          disabled={busy}
          onFiles={onFiles}
        >
          <FolderOpen aria-hidden size={16} />
          <span>{busy ? modelFolderText.busy : modelFolderText.chooseFolder}</span>
        </FilesButton>
        <FilesButton label={modelFolderText.filesInput} multiple disabled={busy} onFiles={onFiles}>
          {modelFolderText.chooseFiles}
        </FilesButton>
        <span className="text-xs text-muted pointer-coarse:hidden">{modelFolderText.drop}</span>
      </div>
      {error !== undefined && (
        <p role="alert" className="error pt-1 [overflow-wrap:anywhere]">
          {error}
        </p>
      )}
      <p id={`${id}-words`} className="pt-1 text-xs text-muted">
        {modelFolderText.hint}
      </p>
    </fieldset>
  );
}
