import { FileUp } from "lucide-react";
import { documentsText } from "../../text/documents.ts";
import { FilesButton } from "../../ui/FilesButton.tsx";
import { acceptedFiles } from "./import/formats.ts";

/** Opens files with documents. */
export function Upload({ open }: { open: (files: readonly File[]) => void }) {
  return (
    <FilesButton label={documentsText.uploadInput} accept={acceptedFiles} multiple onFiles={open}>
      <FileUp aria-hidden size={16} />
      {documentsText.upload}
    </FilesButton>
  );
}
