import { FileUp } from "lucide-react";
import { useRef } from "react";
/** The kinds of files that are read, as the file dialog wants them. */
const readableFiles = ".txt,.text,.md,.jsonl,.ndjson,.json,.csv,.tsv";

/** A button for the browser's own file dialog. */
export function Upload({ open }: { open: (file: File) => Promise<void> }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" className="button-quiet" onClick={() => input.current?.click()}>
        <FileUp aria-hidden size={16} />
        Upload
      </button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label="File with documents"
        accept={readableFiles}
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          // The same file may be chosen again.
          event.currentTarget.value = "";
          if (file) void open(file);
        }}
      />
    </>
  );
}
