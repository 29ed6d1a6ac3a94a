/** An answer as a file. Pure. */
import { toCsv } from "../../ui/csv.ts";
import { type RerankDocument, inputText } from "../../../../contract/rerank.ts";
import type { SavedFile } from "../../ui/save-file.ts";
import { imageName } from "../../stores/rows.ts";
import type { Answer } from "../../stores/run.ts";
import { resultsExportText } from "../../text/results-export.ts";

interface ResultRow {
  rank: number;
  document: number;
  score: number;
  tokens: number;
  tokensUsed: number;
  returned: boolean;
  /** With passages: where the best one begins and ends, in UTF-16 units of the text. */
  passageStart?: number;
  passageEnd?: number;
  text: string;
}

/** Every document, best first; `returned` is false for those below `top_n`. */
export function resultRows({ ranked, documents, response }: Answer): ResultRow[] {
  return ranked.map(({ index, relevance_score: score, documentTokens, usedTokens, passage }, position) => ({
    rank: position + 1,
    document: index + 1,
    score,
    tokens: documentTokens,
    tokensUsed: usedTokens,
    returned: position < response.results.length,
    ...(passage && { passageStart: passage.start, passageEnd: passage.end }),
    text: textAt(documents, index),
  }));
}

export function exportJson(answer: Answer): SavedFile {
  const { draft, response, engine, elapsedMs } = answer;
  const { device, dtype, model } = engine;
  const content = {
    query: draft.queryImage === undefined ? draft.query : { image: draft.queryImage },
    model,
    device,
    dtype,
    elapsedMs,
    response,
    ranking: resultRows(answer),
  };
  return { name: "tabrank.json", type: "application/json", text: `${JSON.stringify(content, null, 2)}\n` };
}

export function exportCsv(answer: Answer): SavedFile {
  return {
    name: "tabrank.csv",
    type: "text/csv",
    text: toCsv(resultRows(answer)),
  };
}

export function exportMarkdown(answer: Answer): SavedFile {
  const { draft, engine } = answer;
  const rows = resultRows(answer)
    .filter(({ returned }) => returned)
    .map(
      ({ rank, document, score, text }) =>
        `| ${rank} | ${document} | ${score.toFixed(4)} | ${markdownCell(text)} |`,
    );
  const { query, imageQuery, columns } = resultsExportText;
  const text = [
    `**${query}:** ${draft.queryImage === undefined ? draft.query.replace(/\s+/g, " ") : imageQuery}`,
    "",
    `${engine.model}, ${engine.device === "webgpu" ? "WebGPU" : "WASM"}, ${engine.dtype}`,
    "",
    `| ${columns.rank} | ${columns.document} | ${columns.score} | ${columns.text} |`,
    "| ---: | ---: | ---: | --- |",
    ...rows,
    "",
  ].join("\n");
  return { name: "tabrank.md", type: "text/markdown", text };
}

/** Text for one cell of a Markdown table. */
export function markdownCell(text: string): string {
  return text.replace(/\s+/g, " ").replaceAll("\\", "\\\\").replaceAll("|", "\\|").trim();
}

function textAt(documents: readonly RerankDocument[], index: number): string {
  const document = documents[index];
  return document === undefined ? "" : (inputText(document) ?? imageName(document, index));
}
