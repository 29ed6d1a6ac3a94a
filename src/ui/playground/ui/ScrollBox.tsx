import type { ReactNode } from "react";

interface ScrollBoxProps {
  label: string;
  className?: string;
  children: ReactNode;
}

/** A box that scrolls and that the keyboard can reach. */
export function ScrollBox({ label, className = "", children }: ScrollBoxProps) {
  return (
    <div
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a fieldset is for form fields
      role="group"
      aria-label={label}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      className={`overflow-x-auto ${className}`}
    >
      {children}
    </div>
  );
}
