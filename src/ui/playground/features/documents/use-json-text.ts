import { useState } from "react";
import type { Rows } from "../../stores/rows.ts";
import { usePlayground, usePlaygroundStore } from "../../stores/store-context.ts";
import type { TextProblem } from "./import/document-json.ts";

export interface JsonText {
  /** What was typed, while it stands for these rows; `undefined`: the rows speak for themselves. */
  typed: string | undefined;
  rows: Rows;
  problems: readonly TextProblem[];
  /** The editor is opened: the whole of what is done in it is one step to undo. */
  begin: () => void;
  edit: (text: string) => void;
}

/**
 * The documents as JSON. What is valid becomes the rows as it is typed; what is not stays here, with its errors, even
 * while the rows are looked at. A change of the rows from elsewhere (an example, an upload, an undo) takes its place.
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
      // Shown at once; what it means is known when the parser is here.
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
