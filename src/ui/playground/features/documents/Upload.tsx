import { FileUp } from "lucide-react";
import { FilesButton } from "../../ui/FilesButton.tsx";

/** The kinds of files that are read, as the file dialog wants them. */
const readableFiles = ".txt,.text,.md,.jsonl,.ndjson,.json,.csv,.tsv";

/** A button for the browser's own file dialog. */
export function Upload({ open }: { open: (file: File) => Promise<void> }) {
  return (
    <FilesButton
      label="File with documents"
      accept={readableFiles}
      onFiles={([file]) => file && void open(file)}
    >
      <FileUp aria-hidden size={16} />
      Upload
    </FilesButton>
  );
}
