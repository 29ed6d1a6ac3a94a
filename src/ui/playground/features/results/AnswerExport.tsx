import type { Answer } from "../../stores/run.ts";
import { ExportMenu } from "../../ui/ExportMenu.tsx";
import { exportCsv, exportJson, exportMarkdown } from "./export-answer.ts";

/** Loaded with the first answer. */
export default function AnswerExport({ answer }: { answer: Answer }) {
  return (
    <ExportMenu
      files={{
        json: () => exportJson(answer),
        csv: () => exportCsv(answer),
        markdown: () => exportMarkdown(answer),
      }}
    />
  );
}
