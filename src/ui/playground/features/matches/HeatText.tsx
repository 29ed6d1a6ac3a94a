import { memo, useEffect, useRef } from "react";
import { formatScore } from "../../../text/format.ts";
import { matchesText } from "../../text/matches.ts";
import { type Heat, type Match, shadeLevel } from "./heat.ts";
import type { Layout } from "./layout.ts";

interface HeatTextProps {
  label: string;
  layout: Layout;
  heat: Heat;
  /** One for each token of the document: see `tokenShades`. */
  shades: readonly number[];
  /** The matches to outline. */
  best: readonly Match[] | undefined;
}

/** The original text with its tokens shaded. */
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
        level={shadeLevel(similarity, heat)}
        best={outlined.has(column)}
        title={formatScore(similarity)}
      />
    );
  };
  return (
    <>
      {/* The keyboard must reach a scrolling box. */}
      <section
        ref={box}
        aria-label={label}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        className="relative max-h-72 overflow-y-auto rounded bg-surface px-1 py-0.5 text-sm"
      >
        {layout.runs.length === 0 ? (
          <p className="text-muted">{matchesText.emptyDocument}</p>
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
          <span>{matchesText.notInText}</span>
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

/** Scrolls the box to the first outlined token, never the page. */
function showBest(box: HTMLElement): void {
  const found = box.querySelector<HTMLElement>("[data-best]");
  if (!found) return;
  const { offsetTop: top, offsetHeight: height } = found;
  if (top >= box.scrollTop && top + height <= box.scrollTop + box.clientHeight) return;
  box.scrollTop = top - box.clientHeight / 3;
}
