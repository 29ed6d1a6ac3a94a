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

/** Says what of a text is not seen, if something is not. */
export function CutNote({ whole, shown }: { whole: string; shown: string }) {
  if (shown.length <= shownCharacters && shown === whole) return undefined;
  const why = shown.length > shownCharacters ? "Too long to show whole" : "Images are cut short here";
  return <p className="px-4 pb-3 text-xs text-muted">{why}; Copy has all of it.</p>;
}
