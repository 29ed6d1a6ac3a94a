import { type ReactNode, useId, useState } from "react";
import { formatScore } from "../../../text/format.ts";
import { matchesText } from "../../text/matches.ts";
import type { QueryPart } from "./heat.ts";

/** The index of a part of the query, or the whole query. */
export type QueryChoice = number | "all";

interface QueryTokensProps {
  parts: readonly QueryPart[];
  names: readonly string[];
  /** Called with the hovered part, or else with the chosen one. */
  onShow: (choice: QueryChoice) => void;
}

/** The query's tokens as radio buttons: Tab reaches the group, arrow keys move from token to token. */
export function QueryTokens({ parts, names, onShow }: QueryTokensProps) {
  const group = useId();
  const [chosen, setChosen] = useState<QueryChoice>("all");
  const renderChip = (choice: QueryChoice, content: ReactNode) => (
    <label
      key={choice}
      className="heat-chip relative inline-flex min-h-6 max-w-full items-center gap-1.5 rounded border border-line px-1.5 hover:border-line-strong has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-accent"
    >
      <input
        type="radio"
        name={group}
        // Covers the whole label, so that hovering anywhere on it shows the part.
        className="absolute inset-0 cursor-pointer opacity-0"
        checked={chosen === choice}
        onMouseEnter={() => onShow(choice)}
        onMouseLeave={() => onShow(chosen)}
        onChange={() => {
          setChosen(choice);
          onShow(choice);
        }}
      />
      <span className="flex min-w-0 items-center gap-1.5">{content}</span>
    </label>
  );
  const part = (at: number) => {
    const { kind, rows, sum } = parts[at] ?? { kind: "text", rows: [], sum: 0 };
    const name = names[at] ?? "";
    return renderChip(
      at,
      <>
        <bdi className="min-w-0 truncate">
          {kind === "padding" ? matchesText.padding(rows.length, name) : name}
        </bdi>
        <span className="text-muted tabular-nums">{formatScore(sum)}</span>
      </>,
    );
  };
  const indices = (ofText: boolean): number[] =>
    parts.flatMap(({ kind }, at) => ((kind === "text") === ofText ? [at] : []));
  return (
    <fieldset className="min-w-0">
      <legend className="label pb-1">{matchesText.queryTokens}</legend>
      <div className="relative flex max-h-72 flex-wrap items-center gap-1 overflow-y-auto p-0.5">
        {renderChip("all", matchesText.all)}
        {indices(true).map(part)}
        <span className="pl-1 text-muted">{matchesText.modelTokens}</span>
        {indices(false).map(part)}
      </div>
    </fieldset>
  );
}
