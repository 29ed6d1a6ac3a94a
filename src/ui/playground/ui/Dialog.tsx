import { X } from "lucide-react";
import { type ReactNode, useId, useLayoutEffect, useRef } from "react";
import { uiText } from "../text/ui.ts";

interface DialogProps {
  title: string;
  wide?: boolean;
  onClose: () => void;
  children: ReactNode;
}

/** The browser's own modal dialog: it traps focus, closes on Escape and restores focus. */
export function Dialog({ title, wide = false, onClose, children }: DialogProps) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const opened = dialog.current;
    opened?.showModal();
    // However it ends: closing it gives the focus back.
    return () => opened?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={id}
      className={`m-auto ${wide ? "w-[min(52rem,calc(100vw-2rem))]" : "w-[min(36rem,calc(100vw-2rem))]"} rounded-lg border border-line bg-surface p-4 text-ink backdrop:bg-black/40`}
      // React's strict mode closes and opens it again before anybody hears of the first.
      onClose={() => dialog.current?.open === false && onClose()}
      closedby="any"
    >
      <div className="flex items-center justify-between pb-3">
        <h2 id={id} className="heading">
          {title}
        </h2>
        <button
          type="button"
          className="button-quiet"
          aria-label={uiText.close}
          onClick={() => dialog.current?.close()}
        >
          <X aria-hidden size={16} />
        </button>
      </div>
      {children}
    </dialog>
  );
}
