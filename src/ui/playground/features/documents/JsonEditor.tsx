import { useMemo } from "react";
import type { Rows } from "../../stores/rows.ts";
import { documentsText } from "../../text/documents.ts";
import { ImportChoice } from "./ImportChoice.tsx";
import { Problems } from "./Problems.tsx";
import type { JsonText } from "./use-json-text.ts";
import { useTakeParts } from "./use-take-parts.ts";

/** The documents as the JSON of the request. */
export default function JsonEditor({ json }: { json: JsonText }) {
  const { typed, rows, problems, choice, edit, discard } = json;
  const takeParts = useTakeParts();
  const text = useMemo(() => typed ?? formatRows(rows), [typed, rows]);
  return (
    <>
      <textarea
        aria-label={documentsText.jsonEditor}
        aria-invalid={problems.length > 0}
        spellCheck={false}
        rows={18}
        className="block w-full resize-y border-t border-line bg-surface px-4 py-3 font-mono text-xs leading-5"
        value={text}
        onChange={(event) => edit(event.currentTarget.value)}
      />
      {problems.length > 0 && <Problems title={documentsText.invalidJson} problems={problems} />}
      {choice && (
        <ImportChoice
          key={text}
          quiet
          name={documentsText.jsonText}
          reading={{ guessed: false, content: { ok: true, value: choice } }}
          onUse={(parts) => {
            takeParts(parts, "replace");
            discard();
          }}
          onCancel={discard}
        />
      )}
    </>
  );
}

function formatRows(rows: Rows): string {
  return JSON.stringify(
    rows.map(({ document }) => document),
    null,
    2,
  );
}
