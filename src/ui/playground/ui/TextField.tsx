import { type ReactNode, useId } from "react";
import { uiText } from "../text/ui.ts";

interface TextFieldProps {
  label: string;
  value: string;
  placeholder?: string;
  error?: string | undefined;
  /** Help text below the field. */
  hint?: ReactNode;
  onChange: (typed: string) => void;
  onBlur?: () => void;
}

export function TextField({ label, value, placeholder, error, hint, onChange, onBlur }: TextFieldProps) {
  const id = useId();
  const describedBy = [error === undefined ? "" : `${id}-error`, hint === undefined ? "" : `${id}-hint`];
  return (
    <div className="field min-w-0">
      <label className="label" htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        type="text"
        className="control w-full min-w-0"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        placeholder={placeholder}
        value={value}
        aria-invalid={error !== undefined}
        aria-describedby={describedBy.join(" ").trim() || undefined}
        onChange={(event) => onChange(event.currentTarget.value)}
        onBlur={onBlur}
      />
      {error !== undefined && (
        <p id={`${id}-error`} className="error">
          {uiText.fieldError(label, error)}
        </p>
      )}
      {hint !== undefined && (
        <div id={`${id}-hint`} className="text-xs text-muted">
          {hint}
        </div>
      )}
    </div>
  );
}
