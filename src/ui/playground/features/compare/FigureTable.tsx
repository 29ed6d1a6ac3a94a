import { ScrollBox } from "../../ui/ScrollBox.tsx";
import { figureText } from "../../text/figures.ts";
import type { FigureRow } from "./figures.ts";

interface FigureTableProps {
  caption: string;
  columns: readonly string[];
  rows: readonly FigureRow[];
  note?: string | undefined;
}

export function FigureTable({ caption, columns, rows, note }: FigureTableProps) {
  return (
    <ScrollBox label={caption} className="border-t border-line px-4 py-2">
      <table className="w-full text-xs tabular-nums">
        <caption className="pb-1 text-left text-muted">{caption}</caption>
        <thead>
          <tr className="text-left">
            <th scope="col" className="py-1 text-left font-medium text-muted">
              {figureText.heading}
            </th>
            {columns.map((column) => (
              <th key={column} scope="col" className="px-2 py-1 text-right font-medium text-muted">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, about, values }) => (
            <tr key={name} className="border-t border-line">
              <th scope="row" className="py-1 pr-2 text-left font-medium" title={about}>
                {name}
              </th>
              {values.map((value, column) => (
                <td key={columns[column] ?? column} className="px-2 py-1 text-right font-mono">
                  {value}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {note !== undefined && <p className="pt-1 text-xs text-muted">{note}</p>}
      <details className="pt-1 text-xs text-muted">
        <summary>{figureText.meaning}</summary>
        <dl className="grid gap-x-3 gap-y-1 py-1 sm:grid-cols-[max-content_1fr]">
          {rows.map(({ name, about }) => (
            <div key={name} className="contents">
              <dt className="font-medium text-ink">{name}</dt>
              <dd>{about}</dd>
            </div>
          ))}
        </dl>
      </details>
    </ScrollBox>
  );
}
