import { useState } from "react";
import type { Rows } from "../../stores/rows.ts";
import { usePlayground, usePlaygroundStore } from "../../stores/store-context.ts";
import type { TextProblem } from "./import/document-json.ts";

export interface JsonText {
  /** What was typed, as long as it belongs to the current rows; `undefined` otherwise. */
  typed: string | undefined;
  rows: Rows;
  problems: readonly TextProblem[];
  /** Call when the editor opens, so that all edits in it are one step to undo. */
  begin: () => void;
  edit: (text: string) => void;
}

/**
 * The documents as JSON. Valid JSON becomes the rows as it is typed. Invalid JSON stays here with its errors, even
 * while the rows are shown, until something else changes the rows (an example, an upload, an undo).
 */
export function useJsonText(): JsonText {
  const store = usePlaygroundStore();
  const rows = usePlayground((state) => state.draft.rows);
  const [typed, setTyped] = useState<{ rows: Rows; text: string; problems: readonly TextProblem[] }>();
  const current = typed?.rows === rows ? typed : undefined;
  return {
    typed: current?.text,
    rows,
    problems: current?.problems ?? [],
    begin: () => store.getState().beginChange(),
    edit: (text) => {
      // The text shows at once; the parser may still be loading.
      setTyped({ rows, text, problems: current?.problems ?? [] });
      void import("./import/document-json.ts").then(({ parseDocuments }) => {
        const parsed = parseDocuments(text);
        if (parsed.ok) store.getState().setDocuments(parsed.value);
        const problems = parsed.ok ? [] : parsed.problems;
        setTyped((latest) =>
          latest?.text === text ? { rows: store.getState().draft.rows, text, problems } : latest,
        );
      });
    },
  };
}
