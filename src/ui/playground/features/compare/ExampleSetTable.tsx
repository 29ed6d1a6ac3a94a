import { Play, Square } from "lucide-react";
import { examples } from "../../../examples/examples.ts";
import type { ExampleSetRow } from "../../stores/comparison/example-set-rows.ts";
import { remoteHost } from "../../stores/comparison/selectors.ts";
import { useComparison } from "../../stores/store-context.ts";
import { formatDuration, plural } from "../../../text/format.ts";
import { ScrollBox } from "../../ui/ScrollBox.tsx";
import { ExportMenu } from "../../ui/ExportMenu.tsx";
import { rankingAgreement } from "./agreement.ts";
import { exportExampleSetCsv, exportExampleSetJson, exportExampleSetMarkdown } from "./export-comparison.ts";

/** Every example, here and on each candidate: one order says little, seven say more. */
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
          {running ? "Stop the examples" : "Compare over all examples"}
        </button>
        <p className="mr-auto text-muted tabular-nums">
          {status !== "idle" && `${done} of ${plural(total, "example")}`}
          {status === "cancelled" && ", stopped"}
          {message !== undefined && `: ${message}`}
          {!running && (status === "idle" ? "" : ". ")}
          {!running &&
            (host === undefined
              ? `Runs all ${examples.length} examples.`
              : `Sends the texts of all ${examples.length} examples to ${host}.`)}
        </p>
        {rows.length > 0 && !running && (
          <ExportMenu
            label="Export examples"
            files={{
              json: () => exportExampleSetJson(rows),
              csv: () => exportExampleSetCsv(rows),
              markdown: () => exportExampleSetMarkdown(rows),
            }}
          />
        )}
      </div>
      {rows.length > 0 && (
        <ScrollBox label="Examples compared" className="pt-2">
          <table className="w-full tabular-nums">
            <caption className="sr-only">Agreement with the local order over all examples</caption>
            <thead>
              <tr className="text-right text-muted">
                <th scope="col" className="py-1 text-left font-medium">
                  Example
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
        {example}
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
            {formatDuration(local.elapsedMs)}
            {local.cached > 0 && " (cached)"}
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
  τ: "Kendall’s τ",
  ρ: "Spearman’s ρ",
  RBO: "Rank-biased overlap",
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
