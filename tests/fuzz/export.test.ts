/** Exported files: what a document holds stays a text in a spreadsheet, a table and JSON. */
import fc from "fast-check";
import Papa from "papaparse";
import type { RerankDocument } from "../../src/contract/rerank.ts";
import { defaultSettings } from "../../src/ui/draft/shared-draft.ts";
import {
  exportCsv,
  exportJson,
  exportMarkdown,
} from "../../src/ui/playground/features/results/export-answer.ts";
import type { Answer } from "../../src/ui/playground/stores/run.ts";
import { newRow } from "../../src/ui/playground/stores/rows.ts";
import { must } from "./expectations.ts";
import { hostileText } from "./hostile.ts";
import { fuzz } from "./targets.ts";

const document: fc.Arbitrary<RerankDocument> = fc.oneof(
  hostileText,
  fc.record({ text: hostileText, id: fc.integer() }),
);

fuzz(
  "export: any documents",
  fc.tuple(hostileText, fc.array(document, { minLength: 1, maxLength: 4 })),
  ([query, documents]) => {
    const answer = anAnswer(query, documents);
    const texts = documents.map((one) => (typeof one === "string" ? one : (one.text ?? "")));

    // Rows end in CRLF; a line break within a cell is its own.
    const { data } = Papa.parse<string[]>(exportCsv(answer).text.slice(0, -1), {
      newline: "\r\n",
      delimiter: ",",
    });
    must(data.length === documents.length + 1, "a document is one record");
    // What Excel, LibreOffice and Google Sheets take for a formula.
    for (const cell of data.flat())
      must(
        !/^[=+@\t\r]|^-(?![\d.]+(?:e[+-]?\d{1,2})?$)/i.test(cell),
        `a cell is no formula: ${cell.slice(0, 40)}`,
      );
    for (const [at, text] of texts.entries())
      must(
        (data[at + 1]?.at(-1) ?? "").replace(/\r\n?/g, "\n").endsWith(text.replace(/\r\n?/g, "\n")),
        "a text is whole",
      );

    const json: unknown = JSON.parse(exportJson(answer).text);
    const rows: unknown = Object(json).ranking;
    must(
      Array.isArray(rows) && rows.every((row, at) => row.text === texts[at]?.toString()),
      "JSON holds the texts",
    );

    const lines = exportMarkdown(answer)
      .text.split("\n")
      .filter((line) => line.startsWith("|"));
    must(lines.length === documents.length + 2, "a document is one line of the table");
  },
);

function anAnswer(query: string, documents: readonly RerankDocument[]): Answer {
  const ranked = documents.map((_, index) => ({
    index,
    relevance_score: 1 / (index + 1),
    documentTokens: 1,
    usedTokens: 1,
    cached: false,
  }));
  return {
    draft: { query, rows: documents.map(newRow), settings: defaultSettings },
    documents,
    ranked,
    response: {
      id: "a",
      object: "list",
      model: "m",
      results: ranked,
      usage: { prompt_tokens: 1, completion_tokens: 0, total_tokens: 1 },
    },
    engine: { model: "org/name", device: "wasm", dtype: "q8" },
    elapsedMs: 1,
  } as unknown as Answer;
}
