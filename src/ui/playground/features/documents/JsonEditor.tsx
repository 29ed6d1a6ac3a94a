import { useMemo } from "react";
import { limits } from "../../../../contract/limits.ts";
import { type Rows, documentImage, rowText } from "../../stores/rows.ts";
import { usePlayground } from "../../stores/store-context.ts";
import { documentsText } from "../../text/documents.ts";
import { ImportChoice } from "./ImportChoice.tsx";
import { Problems } from "./Problems.tsx";
import type { JsonText } from "./use-json-text.ts";
import { useTakeParts } from "./use-take-parts.ts";

/** The documents as the JSON of the request. */
export default function JsonEditor({ json }: { json: JsonText }) {
  const { typed, rows, problems, choice, edit, discard } = json;
  const takeParts = useTakeParts();
  const say = usePlayground((state) => state.say);
  const text = useMemo(() => typed ?? formatRows(rows), [typed, rows]);
  if (text === undefined)
    return <p className="border-t border-line px-4 py-6 text-muted">{documentsText.tooLongToEdit}</p>;
  return (
    <>
      <textarea
        aria-label={documentsText.jsonEditor}
        aria-invalid={problems.length > 0}
        spellCheck={false}
        rows={18}
        className="block w-full resize-y lg:min-h-32 lg:grow lg:resize-none border-t border-line bg-surface px-4 py-3 font-mono text-xs leading-5"
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
            const excess = takeParts(parts, "replace");
            if (excess === undefined) discard();
            else say(excess);
          }}
          onCancel={discard}
        />
      )}
    </>
  );
}

/** @returns `undefined` if a text field with it would stop the page */
function formatRows(rows: Rows): string | undefined {
  const characters = rows.reduce(
    (sum, row) => sum + rowText(row).length + (documentImage(row.document)?.length ?? 0),
    0,
  );
  if (characters > limits.characters) return undefined;
  return JSON.stringify(
    rows.map(({ document }) => document),
    null,
    2,
  );
}
