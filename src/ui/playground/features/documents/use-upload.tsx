import { type ReactNode, Suspense, lazy, useState } from "react";
import { usePlayground, usePlaygroundStore } from "../../stores/store-context.ts";
import type { Rows } from "../../stores/rows.ts";
import { documentsText } from "../../text/documents.ts";
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

/** Opens a file as documents, asking for the column if it is a table, and reports what could not be read. */
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
    replaceDocuments(documents, documentsText.opened(documents.length, name));
    setOpened({ kind: "done", name, rows: store.getState().draft.rows, problems });
  }

  async function open(file: File): Promise<void> {
    // Loaded with the first file.
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
      // The problems no longer apply once the rows have changed.
      if (problems.length === 0 || opened.rows !== rows) return { open, panel: undefined };
      const title = documentsText.partlyRead(name);
      return { open, panel: <Problems title={title} problems={problems} onClose={close} /> };
    }
    case "failed": {
      const title = documentsText.notRead(opened.name);
      return { open, panel: <Problems title={title} problems={opened.problems} onClose={close} /> };
    }
  }
}
