/** The comparison over all examples as a file. Pure. */
import { toCsv } from "../../ui/csv.ts";
import type { ExampleSetRow } from "../../stores/comparison/example-set-rows.ts";
import type { SavedFile } from "../../ui/save-file.ts";
import { markdownCell } from "../results/export-answer.ts";
import { rankingAgreement } from "./agreement.ts";
import { exportFile, table } from "./export-file.ts";

function exampleSetLines(rows: readonly ExampleSetRow[]) {
  return rows.map(({ example, name: side, local, other }) => {
    const base = {
      example,
      side,
      local: `${local.model}, ${local.where}`,
      localMs: Math.round(local.elapsedMs),
    };
    if (!other.ok)
      return {
        ...base,
        other: "",
        otherMs: "",
        k: "",
        shared: "",
        tau: "",
        rho: "",
        overlap: "",
        rbo: "",
        error: other.message,
      };
    const { ranking } = other;
    const { k, shared, tau, rho, overlap, rbo } = rankingAgreement(local, ranking);
    return {
      ...base,
      other: `${ranking.model}, ${ranking.where}`,
      otherMs: Math.round(ranking.elapsedMs),
      k,
      shared,
      tau: tau ?? "",
      rho: rho ?? "",
      overlap: overlap ?? "",
      rbo: rbo ?? "",
      error: "",
    };
  });
}

export function exportExampleSetJson(rows: readonly ExampleSetRow[]): SavedFile {
  return exportFile("tabrank-examples", "json", `${JSON.stringify(exampleSetLines(rows), null, 2)}\n`);
}

export function exportExampleSetCsv(rows: readonly ExampleSetRow[]): SavedFile {
  return exportFile("tabrank-examples", "csv", toCsv(exampleSetLines(rows)));
}

export function exportExampleSetMarkdown(rows: readonly ExampleSetRow[]): SavedFile {
  const figure = (value: number | string): string =>
    typeof value === "number" ? value.toFixed(3) : value || "–";
  const lines = exampleSetLines(rows);
  const text = [
    ...table(
      ["Example", "Against", "τ", "ρ", "Overlap", "RBO", "Local ms", "Other ms"],
      lines.map((line) =>
        line.error === ""
          ? [
              markdownCell(line.example),
              markdownCell(`${line.side}: ${line.other}`),
              figure(line.tau),
              figure(line.rho),
              figure(line.overlap),
              figure(line.rbo),
              String(line.localMs),
              String(line.otherMs),
            ]
          : [
              markdownCell(line.example),
              markdownCell(`${line.side}: ${line.error}`),
              "",
              "",
              "",
              "",
              String(line.localMs),
              "",
            ],
      ),
    ),
    "",
  ].join("\n");
  return exportFile("tabrank-examples", "md", text);
}
