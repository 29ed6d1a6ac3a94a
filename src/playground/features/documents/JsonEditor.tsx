import { useState } from "react";
import { usePlayground, usePlaygroundStore } from "../../stores/store-context.ts";
import { Problems } from "./Problems.tsx";
import { type TextProblem, formatDocuments, parseDocuments } from "./import/document-json.ts";

/**
 * The documents as JSON. What is valid becomes the rows as it is typed; what is not stays in the editor, with its
 * errors, until it is mended or left.
 */
export default function JsonEditor() {
  const store = usePlaygroundStore();
  const rows = usePlayground((state) => state.draft.rows);
  const [text, setText] = useState(() => formatDocuments(rows.map(({ document }) => document)));
  const [ownRows, setOwnRows] = useState(rows);
  const [problems, setProblems] = useState<readonly TextProblem[]>([]);

  // Changed from elsewhere (an example, an upload, an undo): the editor follows.
  if (rows !== ownRows) {
    setOwnRows(rows);
    setText(formatDocuments(rows.map(({ document }) => document)));
    setProblems([]);
  }

  function edit(next: string): void {
    setText(next);
    const parsed = parseDocuments(next);
    setProblems(parsed.ok ? [] : parsed.problems);
    if (!parsed.ok) return;
    store.getState().setDocuments(parsed.value);
    setOwnRows(store.getState().draft.rows);
  }

  return (
    <>
      <textarea
        aria-label="Documents as JSON"
        aria-invalid={problems.length > 0}
        spellCheck={false}
        rows={18}
        className="block w-full resize-y border-t border-line bg-surface px-4 py-3 font-mono text-xs leading-5"
        value={text}
        onChange={(event) => edit(event.currentTarget.value)}
      />
      {problems.length > 0 && <Problems title="The rows wait until this is valid" problems={problems} />}
    </>
  );
}
