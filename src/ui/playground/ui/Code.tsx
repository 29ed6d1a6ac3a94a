import type { ReactNode } from "react";
import { uiText } from "../text/ui.ts";

/** Longer code slows a browser down, so it is shown in part. Copying it still gives all of it. */
export const shownCharacters = 60_000;

interface CodeProps {
  label: string;
  wrap?: boolean;
  children: ReactNode;
}

/** Code in a scrolling box that the keyboard can reach. */
export function Code({ label, wrap = true, children }: CodeProps) {
  return (
    <pre
      aria-label={label}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a pre takes no accessible name without a role
      role="group"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      className={`max-h-80 overflow-auto px-4 py-3 font-mono text-xs leading-5 ${wrap ? "whitespace-pre-wrap [overflow-wrap:anywhere]" : "whitespace-pre"}`}
    >
      {children}
    </pre>
  );
}

/** Tells which part of a text is not shown, if any. */
export function CutNote({ whole, shown }: { whole: string; shown: string }) {
  if (shown.length <= shownCharacters && shown === whole) return undefined;
  const note = shown.length > shownCharacters ? uiText.tooLongToShow : uiText.imagesShortened;
  return <p className="px-4 pb-3 text-xs text-muted">{note}</p>;
}
