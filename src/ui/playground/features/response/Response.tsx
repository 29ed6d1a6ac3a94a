import { useMemo, useState } from "react";
import { usePlayground } from "../../stores/store-context.ts";
import { Code, CutNote, shownCharacters } from "../../ui/Code.tsx";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { Toggle } from "../../ui/Toggle.tsx";
import { shortenData } from "../../ui/shorten-data.ts";
import { type JsonToken, jsonTokens } from "./json-tokens.ts";

const colours: Record<JsonToken["kind"], string> = {
  key: "text-ink",
  string: "text-good",
  number: "text-accent",
  word: "text-accent",
  other: "text-muted",
};
const longCharacters = 60;

/** The last good answer as the API would send it. */
export function Response() {
  const response = usePlayground((state) => state.answer?.response);
  const [fold, setFold] = useState(true);
  const json = useMemo(() => (response ? JSON.stringify(response, null, 2) : ""), [response]);
  const shown = useMemo(() => shortenData(json), [json]);
  const tokens = useMemo(() => jsonTokens(shown.slice(0, shownCharacters)), [shown]);
  return (
    <div className="panel print:hidden">
      <div className="flex min-h-12 items-center gap-1 pr-2 pl-4">
        <h2 className="heading mr-auto">Response</h2>
        {response && (
          <>
            <Toggle label="Fold long texts" pressed={fold} onChange={setFold} />
            <CopyButton label="Copy response" text={() => json} />
          </>
        )}
      </div>
      <section aria-label="Response" className="border-t border-line">
        {response && (
          <Code label="Response as JSON">
            {tokens.map(({ kind, text, start }) => (
              <span
                key={start}
                className={`${colours[kind]} ${fold && text.length > longCharacters ? folded : ""}`}
              >
                {text}
              </span>
            ))}
          </Code>
        )}
      </section>
      {!response && <p className="px-4 py-3 text-muted">The JSON of the first answer comes here.</p>}
      <CutNote whole={json} shown={shown} />
    </div>
  );
}

/** The text stays whole for copying and for screen readers; only its look is cut. */
const folded = "inline-block max-w-[min(28rem,60%)] truncate align-bottom";
