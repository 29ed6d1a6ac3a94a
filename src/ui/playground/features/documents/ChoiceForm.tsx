import type { ReactNode } from "react";
import { importChoiceText } from "../../text/import-choice.ts";

interface ChoiceFormProps {
  /** The label of the button that takes what is chosen. */
  action: string;
  disabled: boolean;
  onSubmit: () => void;
  onCancel: () => void;
  children: ReactNode;
}

/** What is taken from a file is chosen here, and taken or left. */
export function ChoiceForm({ action, disabled, onSubmit, onCancel, children }: ChoiceFormProps) {
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {children}
      <div className="flex flex-wrap gap-2">
        <button type="submit" className="button button-primary" disabled={disabled}>
          {action}
        </button>
        <button type="button" className="button" onClick={onCancel}>
          {importChoiceText.cancel}
        </button>
      </div>
    </form>
  );
}
