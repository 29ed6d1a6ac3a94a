import type { ReactNode } from "react";
import { responseText } from "../../text/response.ts";

interface ResponsePanelProps {
  /** Beside the heading. */
  buttons?: ReactNode;
  /** The JSON. */
  children?: ReactNode;
  note: ReactNode;
}

export function ResponsePanel({ buttons, children, note }: ResponsePanelProps) {
  return (
    <div className="border-t border-line">
      <div className="flex min-h-12 items-center gap-1 pr-2 pl-4">
        <h2 className="heading mr-auto">{responseText.heading}</h2>
        <div className="flex items-center gap-1">{buttons}</div>
      </div>
      <section aria-label={responseText.heading} className="border-t border-line">
        {children}
      </section>
      <div>{note}</div>
    </div>
  );
}
