import type { Answer } from "../../stores/run.ts";
import { ExportMenu } from "../../ui/ExportMenu.tsx";
import { exportCsv, exportJson, exportMarkdown } from "./export-answer.ts";

/** Fetched once there is something to export. */
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
