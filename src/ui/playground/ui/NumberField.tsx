import { useId } from "react";

interface NumberFieldProps {
  label: string;
  /** As typed: what is no number stays, and is refused when it is used. */
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
          {label} {error}.
        </p>
      )}
    </div>
  );
}
