import { type ReactNode, useId, useState } from "react";
import { formatScore, plural } from "../../../text/format.ts";
import type { QueryPart } from "./heat.ts";

/** A part of the query, by its place, or the whole. */
export type QueryChoice = number | "all";

interface QueryTokensProps {
  parts: readonly QueryPart[];
  names: readonly string[];
  /** What is pointed at, and else what is chosen. */
  onShow: (choice: QueryChoice) => void;
}

/** The query's tokens as radio buttons: one stop by Tab, arrows from token to token. */
export function QueryTokens({ parts, names, onShow }: QueryTokensProps) {
  const group = useId();
  const [chosen, setChosen] = useState<QueryChoice>("all");
  const chip = (choice: QueryChoice, content: ReactNode) => (
    <label
      key={choice}
      className="heat-chip relative inline-flex min-h-6 max-w-full items-center gap-1.5 rounded border border-line px-1.5 hover:border-line-strong has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-accent"
    >
      <input
        type="radio"
        name={group}
        // Over the whole label: what is pointed at is shown, too.
        className="absolute inset-0 cursor-pointer opacity-0"
        checked={chosen === choice}
        onMouseEnter={() => onShow(choice)}
        onMouseLeave={() => onShow(chosen)}
        onChange={() => {
          setChosen(choice);
          onShow(choice);
        }}
      />
      {content}
    </label>
  );
  const part = (at: number) => {
    const { kind, rows, sum } = parts[at] ?? { kind: "text", rows: [], sum: 0 };
    const name = names[at] ?? "";
    return chip(
      at,
      <>
        <bdi className="min-w-0 truncate">
          {kind === "filling" ? `${plural(rows.length, "filling token")} ${name}` : name}
        </bdi>
        <span className="text-muted tabular-nums">{formatScore(sum)}</span>
      </>,
    );
  };
  const places = (own: boolean): number[] =>
    parts.flatMap(({ kind }, at) => ((kind !== "text") === own ? [at] : []));
  return (
    <fieldset className="min-w-0">
      <legend className="label pb-1">Tokens of the query, each with its best match</legend>
      <div className="relative flex max-h-72 flex-wrap items-center gap-1 overflow-y-auto p-0.5">
        {chip("all", "All")}
        {places(false).map(part)}
        <span className="pl-1 text-muted">the model’s own:</span>
        {places(true).map(part)}
      </div>
    </fieldset>
  );
}
