import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { uiText } from "../text/ui.ts";

interface CopyButtonProps {
  label: string;
  text: () => string;
  /** Shows the icon only, for lists with many of these buttons. */
  compact?: boolean;
}

const shownMs = 1500;

export function CopyButton({ label, text, compact = false }: CopyButtonProps) {
  const [state, setState] = useState<keyof typeof uiText.copy>("ready");
  const caption = uiText.copy[state];

  async function copy(): Promise<void> {
    const outcome = await navigator.clipboard.writeText(text()).then(
      () => "copied" as const,
      () => "blocked" as const,
    );
    setState(outcome);
    setTimeout(() => setState("ready"), shownMs);
  }

  return (
    <button
      type="button"
      className={compact ? "button-quiet -my-1 h-6 min-w-6 px-1" : "button-quiet"}
      aria-label={state === "ready" ? label : uiText.copyOutcome(label, caption)}
      title={compact ? caption : undefined}
      onClick={() => void copy()}
    >
      {state === "copied" ? <Check aria-hidden size={14} /> : <Copy aria-hidden size={14} />}
      {!compact && <span>{caption}</span>}
    </button>
  );
}
