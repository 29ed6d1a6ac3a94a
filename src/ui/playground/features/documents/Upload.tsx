import { FileUp } from "lucide-react";
import { documentsText } from "../../text/documents.ts";
import { FilesButton } from "../../ui/FilesButton.tsx";
import { acceptedFiles } from "./import/formats.ts";

/** Opens a file with documents. */
export function Upload({ open }: { open: (file: File) => Promise<void> }) {
  return (
    <FilesButton
      label={documentsText.uploadInput}
      accept={acceptedFiles}
      onFiles={([file]) => file && void open(file)}
    >
      <FileUp aria-hidden size={16} />
      {documentsText.upload}
    </FilesButton>
  );
}
