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

/** What stands for letters: validation refuses it as it does any text that is no number. */
const unreadableNumber = "not a number";

export function NumberField({ label, value, placeholder, error: found, onChange }: NumberFieldProps) {
  const id = useId();
  const unreadable = value === unreadableNumber;
  const error = unreadable ? uiText.notNumber : found;
  // A browser that lets letters in says that the field is empty, and may report no change of it.
  const read = ({ currentTarget }: { currentTarget: HTMLInputElement }): void =>
    onChange(currentTarget.validity.badInput ? unreadableNumber : currentTarget.value);
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
        value={unreadable ? "" : value}
        aria-invalid={error !== undefined}
        aria-describedby={error === undefined ? undefined : `${id}-error`}
        onChange={read}
        onInput={read}
      />
      {error !== undefined && (
        <p id={`${id}-error`} className="error">
          {uiText.fieldError(label, error)}
        </p>
      )}
    </div>
  );
}
