import type { ReactNode } from "react";

/** Code that wraps and scrolls; what scrolls must be reachable by keyboard. */
export function Code({ children, label }: { children: ReactNode; label: string }) {
  return (
    <pre
      aria-label={label}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a pre has no name of its own
      role="group"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      className="max-h-96 overflow-auto px-4 py-3 font-mono text-xs leading-5 whitespace-pre-wrap [overflow-wrap:anywhere]"
    >
      {children}
    </pre>
  );
}
