import { type ReactNode, useRef } from "react";

interface FilesButtonProps {
  /** What the dialog asks for. */
  label: string;
  children: ReactNode;
  onFiles: (files: File[]) => void;
  /** Kinds of files, as the dialog wants them; without it all. */
  accept?: string;
  multiple?: boolean;
  /** Asks for a folder; the files come with their paths in it. */
  folder?: boolean;
  className?: string;
  disabled?: boolean;
}

/** A button for the browser's own file dialog. */
export function FilesButton(props: FilesButtonProps) {
  const { label, children, onFiles, accept, multiple, folder, className = "button-quiet", disabled } = props;
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" className={className} disabled={disabled} onClick={() => input.current?.click()}>
        {children}
      </button>
      <input
        ref={(element) => {
          input.current = element;
          if (element && folder === true) element.webkitdirectory = true;
        }}
        type="file"
        hidden
        aria-label={label}
        accept={accept}
        multiple={multiple}
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          // The same file may be chosen again.
          event.currentTarget.value = "";
          if (files.length > 0) onFiles(files);
        }}
      />
    </>
  );
}
