import { useId } from "react";
import { uiText } from "../text/ui.ts";

interface NumberFieldProps {
  label: string;
  /** As typed, even if it is not a number: validation reports that on use. */
  value: string;
  placeholder: string;
  error: string | undefined;
  onChange: (typed: string) => void;
}

export function NumberField({ label, value, placeholder, error, onChange }: NumberFieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label className="label" htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        type="number"
        min={1}
        step={1}
        className="control tabular-nums"
        placeholder={placeholder}
        value={value}
        aria-invalid={error !== undefined}
        aria-describedby={error === undefined ? undefined : `${id}-error`}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {error !== undefined && (
        <p id={`${id}-error`} className="error">
          {uiText.fieldError(label, error)}
        </p>
      )}
    </div>
  );
}
