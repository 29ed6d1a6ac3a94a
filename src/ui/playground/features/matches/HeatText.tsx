import { memo, useEffect, useRef } from "react";
import { formatScore } from "../../../text/format.ts";
import { type Heat, type Match, levelOf } from "./heat.ts";
import type { Layout } from "./layout.ts";

interface HeatTextProps {
  label: string;
  layout: Layout;
  heat: Heat;
  /** For each token of the document. */
  shades: readonly number[];
  /** What is outlined. */
  best: readonly Match[] | undefined;
}

/** The text as it was given, its tokens shaded. */
export function HeatText({ label, layout, heat, shades, best }: HeatTextProps) {
  const box = useRef<HTMLDivElement>(null);
  const outlined = new Set(best?.map(({ column }) => column));
  useEffect(() => {
    if (box.current && best) showBest(box.current);
  }, [best]);
  const token = (column: number, text: string) => {
    const similarity = shades[column] ?? heat.low;
    return (
      <Token
        key={column}
        text={text}
        level={levelOf(similarity, heat)}
        best={outlined.has(column)}
        title={formatScore(similarity)}
      />
    );
  };
  return (
    <>
      {/* What scrolls must be reachable by keyboard. */}
      <section
        ref={box}
        aria-label={label}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        className="relative max-h-72 overflow-y-auto rounded bg-surface px-1 py-0.5 text-sm"
      >
        {layout.runs.length === 0 ? (
          <p className="text-muted">empty document</p>
        ) : (
          <p dir="auto" className="leading-6 whitespace-pre-wrap text-muted [overflow-wrap:anywhere]">
            {layout.runs.map(({ text, start, column }) =>
              column === undefined ? <span key={`at ${start}`}>{text}</span> : token(column, text),
            )}
          </p>
        )}
      </section>
      {layout.others.length > 0 && (
        <p className="flex flex-wrap items-center gap-1 text-muted">
          Not in the text, but counted:
          {layout.others.map((column) => token(column, layout.names[column] ?? ""))}
        </p>
      )}
    </>
  );
}

interface TokenProps {
  text: string;
  level: number;
  best: boolean;
  title: string;
}

const Token = memo(function Token({ text, level, best, title }: TokenProps) {
  return (
    <span className="heat-token text-ink" data-level={level} data-best={best || undefined} title={title}>
      {text}
    </span>
  );
});

/** Scrolls the box, never the page. */
function showBest(box: HTMLElement): void {
  const found = box.querySelector<HTMLElement>("[data-best]");
  if (!found) return;
  const { offsetTop: top, offsetHeight: height } = found;
  if (top >= box.scrollTop && top + height <= box.scrollTop + box.clientHeight) return;
  box.scrollTop = top - box.clientHeight / 3;
}
