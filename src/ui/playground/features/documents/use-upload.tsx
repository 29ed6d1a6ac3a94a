import { type ReactNode, Suspense, lazy, useState } from "react";
import { usePlayground, usePlaygroundStore } from "../../stores/store-context.ts";
import type { Rows } from "../../stores/rows.ts";
import { plural } from "../../../text/format.ts";
import { Problems } from "./Problems.tsx";
import type { TextProblem } from "./import/document-json.ts";
import type { FileContent } from "./import/read-file.ts";

const ColumnChoice = lazy(() => import("./ColumnChoice.tsx"));

type Table = Extract<FileContent, { kind: "table" }>;

type Opened =
  | { kind: "nothing" }
  | { kind: "table"; name: string; text: string; table: Table }
  | { kind: "done"; name: string; rows: Rows; problems: readonly TextProblem[] }
  | { kind: "failed"; name: string; problems: readonly TextProblem[] };

/** Takes a file to documents, by way of a column where it is a table, and says what could not be read. */
export function useUpload(): { open: (file: File) => Promise<void>; panel: ReactNode } {
  const store = usePlaygroundStore();
  const replaceDocuments = usePlayground((state) => state.replaceDocuments);
  const rows = usePlayground((state) => state.draft.rows);
  const [opened, setOpened] = useState<Opened>({ kind: "nothing" });
  const close = (): void => setOpened({ kind: "nothing" });

  function take(
    name: string,
    documents: Parameters<typeof replaceDocuments>[0],
    problems: TextProblem[],
  ): void {
    replaceDocuments(documents, `Opened ${plural(documents.length, "document")} from ${name}.`);
    setOpened({ kind: "done", name, rows: store.getState().draft.rows, problems });
  }

  async function open(file: File): Promise<void> {
    // Only those who open a file fetch what reads it.
    const { readFile } = await import("./import/read-file.ts");
    const text = await file.text();
    const read = readFile(file.name, text);
    if (!read.ok) setOpened({ kind: "failed", name: file.name, problems: read.problems });
    else if (read.value.kind === "table")
      setOpened({ kind: "table", name: file.name, text, table: read.value });
    else take(file.name, read.value.documents, read.value.problems);
  }

  switch (opened.kind) {
    case "nothing":
      return { open, panel: undefined };
    case "table": {
      const { name, text, table } = opened;
      const panel = (
        <Suspense>
          <ColumnChoice
            key={`${name} ${text.length}`}
            name={name}
            table={table}
            onChoose={(documents) => take(name, documents, table.problems)}
            onCancel={close}
          />
        </Suspense>
      );
      return { open, panel };
    }
    case "done": {
      const { name, problems } = opened;
      // Once the rows are others, it is of no use any more.
      if (problems.length === 0 || opened.rows !== rows) return { open, panel: undefined };
      const title = `Not all of ${name} could be read as it is`;
      return { open, panel: <Problems title={title} problems={problems} onClose={close} /> };
    }
    case "failed": {
      const title = `${opened.name} could not be read; your documents are as they were`;
      return { open, panel: <Problems title={title} problems={opened.problems} onClose={close} /> };
    }
  }
}
