import { type ReactNode, useRef } from "react";

interface FilesButtonProps {
  /** Accessible name of the file input. */
  label: string;
  children: ReactNode;
  onFiles: (files: File[]) => void;
  /** File types, in the syntax of the `accept` attribute. Default: all. */
  accept?: string;
  multiple?: boolean;
  /** Asks for a folder. Each file then carries its path in the folder. */
  folder?: boolean;
  className?: string;
  disabled?: boolean;
}

/** A button that opens the browser's file dialog. */
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
          // Otherwise choosing the same file again would fire no event.
          event.currentTarget.value = "";
          if (files.length > 0) onFiles(files);
        }}
      />
    </>
  );
}
