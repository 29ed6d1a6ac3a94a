import { Check, Copy } from "lucide-react";
import { useState } from "react";

interface CopyButtonProps {
  label: string;
  text: () => string;
  /** Only the sign, for places where it is one of many. */
  compact?: boolean;
}

const shownMs = 1500;

export function CopyButton({ label, text, compact = false }: CopyButtonProps) {
  const [state, setState] = useState<"ready" | "copied" | "refused">("ready");
  const said = { ready: "Copy", copied: "Copied", refused: "Not allowed" }[state];

  async function copy(): Promise<void> {
    const outcome = await navigator.clipboard.writeText(text()).then(
      () => "copied" as const,
      () => "refused" as const,
    );
    setState(outcome);
    setTimeout(() => setState("ready"), shownMs);
  }

  return (
    <button
      type="button"
      className={compact ? "button-quiet -my-1 h-6 min-w-6 px-1" : "button-quiet"}
      aria-label={state === "ready" ? label : `${label}: ${said.toLowerCase()}`}
      title={compact ? said : undefined}
      onClick={() => void copy()}
    >
      {state === "copied" ? <Check aria-hidden size={14} /> : <Copy aria-hidden size={14} />}
      {!compact && said}
    </button>
  );
}
