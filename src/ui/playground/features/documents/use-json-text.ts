import { useState } from "react";
import { RerankError } from "../../../../contract/errors.ts";
import { loadScript } from "../../parts/load-script.ts";
import type { Rows } from "../../stores/rows.ts";
import { usePlayground, usePlaygroundStore } from "../../stores/store-context.ts";
import type { JsonProblem } from "../../stores/playground/editing.ts";
import type { PaneContent } from "./import/read-pane.ts";
import type { FileContent, TextProblem } from "./import/reading.ts";

interface Typed {
  rows: Rows;
  text: string;
  problems: readonly TextProblem[];
  /** JSON that is no list of documents and has one somewhere. */
  choice?: FileContent | undefined;
}

export interface JsonText {
  /** What was typed, as long as it belongs to the current rows; `undefined` otherwise. */
  typed: string | undefined;
  rows: Rows;
  problems: readonly TextProblem[];
  choice: FileContent | undefined;
  problem: JsonProblem | undefined;
  /** Call when the editor opens, so that all edits in it are one step to undo. */
  begin: () => void;
  edit: (text: string) => void;
  /** Shows the JSON of the rows again. */
  discard: () => void;
}

/**
 * The documents as JSON. Valid JSON becomes the rows as it is typed. Invalid JSON stays here with its errors, and JSON
 * that leaves a choice with its choice, even while the rows are shown, until something else changes the rows (an example,
 * an upload, an undo).
 */
export function useJsonText(): JsonText {
  const store = usePlaygroundStore();
  const rows = usePlayground((state) => state.draft.rows);
  const [typed, setTyped] = useState<Typed>();
  const current = typed?.rows === rows ? typed : undefined;
  return {
    typed: current?.text,
    rows,
    problems: current?.problems ?? [],
    choice: current?.choice,
    problem: current && jsonProblem(current),
    begin: () => {
      // A run that is started right after the first letters must have them.
      void loadReader().catch(() => undefined);
      store.getState().beginChange();
    },
    discard: () => setTyped(undefined),
    edit: (text) => {
      // The text shows at once; the parser may still be loading.
      setTyped({ rows, text, problems: current?.problems ?? [] });
      void readText(text).then((read) => {
        if (read.kind === "documents") store.getState().setDocuments(read.documents);
        const problems = read.kind === "problems" ? read.problems : [];
        const choice = read.kind === "choice" ? read.content : undefined;
        setTyped((latest) =>
          latest?.text === text ? { rows: store.getState().draft.rows, text, problems, choice } : latest,
        );
      });
    },
  };
}

const loadReader = () => loadScript(() => import("./import/read-pane.ts"));

async function readText(text: string): Promise<PaneContent> {
  try {
    const { readPane } = await loadReader();
    return readPane(text);
  } catch (cause) {
    return { kind: "problems", problems: [{ message: RerankError.from(cause).message }] };
  }
}

function jsonProblem({ problems, choice }: Typed): JsonProblem | undefined {
  if (problems.length > 0) return "invalid";
  return choice ? "undecided" : undefined;
}
