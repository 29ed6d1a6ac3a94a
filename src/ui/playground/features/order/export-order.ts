/** The scores over several orders as a file. Pure. */
import { toCsv } from "../../ui/csv.ts";
import { inputText } from "../../../../contract/rerank.ts";
import type { Answer } from "../../stores/run.ts";
import type { SavedFile } from "../../ui/save-file.ts";
import { markdownCell } from "../results/export-answer.ts";
import type { OrderFigures } from "./order-figures.ts";

function tableRows({ documents }: Answer, { rows }: OrderFigures) {
  return rows.map(({ index, given, lowest, highest, mean, bestRank, worstRank }, place) => ({
    document: index + 1,
    rank: place + 1,
    score: given,
    lowest,
    highest,
    mean,
    bestRank,
    worstRank,
    text: inputText(documents[index] ?? "") ?? "",
  }));
}

export function exportOrderJson(answer: Answer, figures: OrderFigures): SavedFile {
  const { orders, tau, sameFirst } = figures;
  const content = {
    query: answer.draft.query,
    model: answer.engine.model,
    orders,
    meanKendallTau: tau,
    sameFirst,
    documents: tableRows(answer, figures),
  };
  return exportFile("json", `${JSON.stringify(content, null, 2)}\n`);
}

export function exportOrderCsv(answer: Answer, figures: OrderFigures): SavedFile {
  return exportFile("csv", toCsv(tableRows(answer, figures)));
}

export function exportOrderMarkdown(answer: Answer, figures: OrderFigures): SavedFile {
  const { orders, tau } = figures;
  const rows = tableRows(answer, figures).map((row) => {
    const scores = [row.score, row.lowest, row.highest, row.mean].map((score) => score.toFixed(4));
    return `| ${row.document} | ${scores.join(" | ")} | ${row.bestRank}–${row.worstRank} | ${markdownCell(row.text)} |`;
  });
  const text = [
    `**Query:** ${answer.draft.query.replace(/\s+/g, " ")}`,
    "",
    `${answer.engine.model}, ${orders} orders of the documents, mean Kendall τ of the rankings ${tau.toFixed(3)}`,
    "",
    "| Document | Given order | Lowest | Highest | Mean | Ranks | Text |",
    "| ---: | ---: | ---: | ---: | ---: | ---: | --- |",
    ...rows,
    "",
  ].join("\n");
  return exportFile("markdown", text);
}

const kinds = {
  json: { extension: "json", type: "application/json" },
  csv: { extension: "csv", type: "text/csv" },
  markdown: { extension: "md", type: "text/markdown" },
} as const;

function exportFile(kind: keyof typeof kinds, text: string): SavedFile {
  const { extension, type } = kinds[kind];
  return { name: `tabrank-order.${extension}`, type, text };
}
