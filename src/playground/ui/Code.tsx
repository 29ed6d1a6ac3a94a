import type { ReactNode } from "react";

/** Beyond it a browser slows down; what is longer is shown in part and copied whole. */
export const shownCharacters = 60_000;

interface CodeProps {
  label: string;
  wrap?: boolean;
  children: ReactNode;
}

/** Code in a box that scrolls; what scrolls must be reachable by keyboard. */
export function Code({ label, wrap = true, children }: CodeProps) {
  return (
    <pre
      aria-label={label}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a pre has no name of its own
      role="group"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      className={`max-h-80 overflow-auto px-4 py-3 font-mono text-xs leading-5 ${wrap ? "whitespace-pre-wrap [overflow-wrap:anywhere]" : "whitespace-pre"}`}
    >
      {children}
    </pre>
  );
}
