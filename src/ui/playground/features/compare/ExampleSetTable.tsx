import { Play, Square } from "lucide-react";
import { examples } from "../../../examples/examples.ts";
import type { ExampleSetRow } from "../../stores/comparison/example-set-rows.ts";
import { remoteHost } from "../../stores/comparison/selectors.ts";
import { useComparison } from "../../stores/store-context.ts";
import { formatDuration } from "../../../text/format.ts";
import { exampleSetText } from "../../text/compare.ts";
import { figureText } from "../../text/figures.ts";
import { ScrollBox } from "../../ui/ScrollBox.tsx";
import { ExportMenu } from "../../ui/ExportMenu.tsx";
import { rankingAgreement } from "./agreement.ts";
import { exportExampleSetCsv, exportExampleSetJson, exportExampleSetMarkdown } from "./export-example-set.ts";

/** The comparison over all examples: one example alone says little. */
export function ExampleSetTable() {
  const exampleSet = useComparison((state) => state.exampleSet);
  const host = useComparison(remoteHost);
  const runExampleSet = useComparison((state) => state.runExampleSet);
  const cancelAll = useComparison((state) => state.cancelAll);
  const { status, done, total, rows, message } = exampleSet;
  const running = status === "running";
  return (
    <div className="border-t border-line px-4 py-3 text-xs">
      <div className="flex flex-wrap items-center gap-2">
        <button
          type="button"
          className="button"
          onClick={() => (running ? cancelAll() : void runExampleSet(examples.map(({ load }) => load)))}
        >
          {running ? <Square aria-hidden size={14} /> : <Play aria-hidden size={14} />}
          <span>{running ? exampleSetText.stop : exampleSetText.start}</span>
        </button>
        <p className="mr-auto text-muted tabular-nums">
          {status !== "idle" && <span>{exampleSetText.progress(done, total)}</span>}
          {status === "cancelled" && <span>{`, ${exampleSetText.stopped}`}</span>}
          {message !== undefined && <span>{`: ${message}`}</span>}
          {!running && <span>{status === "idle" ? "" : ". "}</span>}
          {!running && (
            <span>
              {host === undefined
                ? exampleSetText.runs(examples.length)
                : exampleSetText.sends(examples.length, host)}
            </span>
          )}
        </p>
        {rows.length > 0 && !running && (
          <ExportMenu
            label={exampleSetText.export}
            files={{
              json: () => exportExampleSetJson(rows),
              csv: () => exportExampleSetCsv(rows),
              markdown: () => exportExampleSetMarkdown(rows),
            }}
          />
        )}
      </div>
      {rows.length > 0 && (
        <ScrollBox label={exampleSetText.label} className="pt-2">
          <table className="w-full tabular-nums">
            <caption className="sr-only">{exampleSetText.caption}</caption>
            <thead>
              <tr className="text-right text-muted">
                <th scope="col" className="py-1 text-left font-medium">
                  {exampleSetText.example}
                </th>
                {["τ", "ρ", "Overlap", "RBO", "Local", "Other"].map((column) => (
                  <th key={column} scope="col" className="px-2 py-1 font-medium" title={columnTitles[column]}>
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <Example key={`${row.example} ${row.candidate}`} row={row} />
              ))}
            </tbody>
          </table>
        </ScrollBox>
      )}
    </div>
  );
}

function Example({ row: { example, name, local, other } }: { row: ExampleSetRow }) {
  const cell = "px-2 py-1 text-right font-mono";
  return (
    <tr className="border-t border-line">
      <th scope="row" className="py-1 pr-2 text-left font-medium">
        <span>{example}</span>
        <span className="block font-normal text-muted">{name}</span>
      </th>
      {other.ok ? (
        <>
          {agreementCells(rankingAgreement(local, other.ranking)).map(({ column, text }) => (
            <td key={column} className={cell}>
              {text}
            </td>
          ))}
          <td className={cell}>
            {local.cached > 0
              ? figureText.cached(formatDuration(local.elapsedMs), local.cached, local.documents.length)
              : formatDuration(local.elapsedMs)}
          </td>
          <td className={cell}>{formatDuration(other.ranking.elapsedMs)}</td>
        </>
      ) : (
        <td colSpan={6} className="px-2 py-1 text-danger">
          {other.message}
        </td>
      )}
    </tr>
  );
}

const columnTitles: Record<string, string> = {
  τ: figureText.tau.name,
  ρ: figureText.rho.name,
  RBO: figureText.rbo.name,
};

function agreementCells({
  tau,
  rho,
  overlap,
  rbo,
}: ReturnType<typeof rankingAgreement>): { column: string; text: string }[] {
  return Object.entries({ tau, rho, overlap, rbo }).map(([column, value]) => ({
    column,
    text: value === undefined ? "–" : value.toFixed(2).replace("-", "−"),
  }));
}
