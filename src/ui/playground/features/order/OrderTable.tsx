import { inputText } from "../../../../contract/rerank.ts";
import { formatScore } from "../../../text/format.ts";
import type { Answer } from "../../stores/run.ts";
import { orderText } from "../../text/order.ts";
import { ExportMenu } from "../../ui/ExportMenu.tsx";
import { ScrollBox } from "../../ui/ScrollBox.tsx";
import { exportOrderCsv, exportOrderJson, exportOrderMarkdown } from "./export-order.ts";
import type { OrderFigures, OrderRow } from "./order-figures.ts";

/** More rows would slow down the page; the export has all of them. */
const maxRows = 100;

interface OrderTableProps {
  answer: Answer;
  figures: OrderFigures;
}

/** The scores and ranks of each document over all orders, as numbers and as a bar. */
export function OrderTable({ answer, figures }: OrderTableProps) {
  const { rows, orders, tau, sameFirst } = figures;
  const from = rows.reduce((least, { lowest }) => Math.min(least, lowest), Infinity);
  const to = rows.reduce((most, { highest }) => Math.max(most, highest), -Infinity);
  const caption = orderText.caption(orders);
  return (
    <>
      <div className="flex items-start gap-2 border-t border-line py-2 pr-2 pl-4">
        <p className="min-w-0 grow py-1.5">
          <span>{orderText.agreement.before(orders)}</span>{" "}
          <strong className="font-semibold tabular-nums">{tau.toFixed(3)}</strong>{" "}
          <span>{orderText.agreement.after(sameFirst, orders)}</span>
          <span className="block pt-1 text-xs text-muted">
            <span>{caption}</span>. <span>{orderText.legend}</span>
          </span>
        </p>
        <ExportMenu
          label={orderText.export}
          files={{
            json: () => exportOrderJson(answer, figures),
            csv: () => exportOrderCsv(answer, figures),
            markdown: () => exportOrderMarkdown(answer, figures),
          }}
        />
      </div>
      <ScrollBox label={caption} className="max-h-80 overflow-y-auto border-t border-line px-4 py-2">
        <table className="w-full min-w-[34rem] text-xs tabular-nums">
          <caption className="sr-only">{caption}</caption>
          <thead>
            <tr className="text-muted">
              <th scope="col" className="py-1 text-left font-medium">
                {orderText.document}
              </th>
              <td aria-hidden className="w-28 px-2">
                <span className="flex justify-between font-mono text-muted">
                  <span>{formatScore(from)}</span>
                  <span>{formatScore(to)}</span>
                </span>
              </td>
              {orderText.columns.map((column) => (
                <th key={column} scope="col" className="px-2 py-1 text-right font-medium whitespace-nowrap">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, maxRows).map((row) => (
              <Row key={row.index} row={row} text={textAt(answer, row.index)} from={from} to={to} />
            ))}
          </tbody>
        </table>
        {rows.length > maxRows && (
          <p className="pt-1 text-xs text-muted">{orderText.truncated(maxRows, rows.length)}</p>
        )}
      </ScrollBox>
    </>
  );
}

interface RowProps {
  row: OrderRow;
  text: string;
  from: number;
  to: number;
}

function Row({ row, text, from, to }: RowProps) {
  const { index, given, lowest, highest, mean, bestRank, worstRank } = row;
  return (
    <tr className="border-t border-line">
      <th scope="row" className="w-full max-w-0 truncate py-1 text-left font-normal" title={text}>
        <span className="pr-2 font-mono text-muted">{`#${index + 1}`}</span>
        <span dir="auto">{text}</span>
      </th>
      <td aria-hidden className="w-28 px-2">
        <Spread row={row} from={from} to={to} />
      </td>
      {[given, lowest, highest, mean].map((score, column) => (
        <td key={orderText.columns[column]} className="px-2 py-1 text-right font-mono">
          {formatScore(score)}
        </td>
      ))}
      <td className="px-2 py-1 text-right font-mono whitespace-nowrap">
        {bestRank === worstRank ? bestRank : `${bestRank}–${worstRank}`}
      </td>
    </tr>
  );
}

/** A bar from the lowest to the highest score, with a mark at the score in the given order. */
function Spread({ row: { given, lowest, highest }, from, to }: Omit<RowProps, "text">) {
  const at = (score: number): number => (to === from ? 50 : ((score - from) / (to - from)) * 100);
  return (
    <span className="relative block h-3 w-28">
      <span className="absolute inset-x-0 top-[5px] h-0.5 bg-line" />
      <span
        className="absolute top-1 h-1 min-w-0.5 rounded-full bg-accent forced-colors:bg-[Highlight]"
        style={{ left: `${at(lowest)}%`, width: `${at(highest) - at(lowest)}%` }}
      />
      <span
        className="absolute top-0 -ml-px h-3 w-0.5 bg-ink forced-colors:bg-[CanvasText]"
        style={{ left: `${at(given)}%` }}
      />
    </span>
  );
}

function textAt({ documents }: Answer, index: number): string {
  return (
    inputText(documents[index] ?? "")
      ?.slice(0, 500)
      .trim() || orderText.emptyDocument
  );
}
