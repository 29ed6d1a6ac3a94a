interface SwitchProps {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

/** A checkbox that looks like a switch and is announced as one. */
export function Switch({ label, checked, onChange }: SwitchProps) {
  return (
    <label className="flex items-center gap-2 font-medium">
      <input
        type="checkbox"
        role="switch"
        aria-checked={checked}
        className="switch"
        checked={checked}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span>{label}</span>
    </label>
  );
}
