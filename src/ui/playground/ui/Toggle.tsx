interface ToggleProps {
  label: string;
  pressed: boolean;
  onChange: (pressed: boolean) => void;
}

export function Toggle({ label, pressed, onChange }: ToggleProps) {
  return (
    <button
      type="button"
      className="button-quiet aria-pressed:text-accent"
      aria-pressed={pressed}
      onClick={() => onChange(!pressed)}
    >
      {label}
    </button>
  );
}
