import { useMemo, useState } from "react";
import type { RerankResponse } from "../../../../contract/response.ts";
import { responseText } from "../../text/response.ts";
import { Code, CutNote, shownCharacters } from "../../ui/Code.tsx";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { Toggle } from "../../ui/Toggle.tsx";
import { shortenData } from "../../ui/shorten-data.ts";
import { ResponsePanel } from "./ResponsePanel.tsx";
import { type JsonToken, jsonTokens } from "./json-tokens.ts";

const colours: Record<JsonToken["kind"], string> = {
  key: "text-ink",
  string: "text-good",
  number: "text-accent",
  word: "text-accent",
  other: "text-muted",
};
const longCharacters = 60;

/** The last successful response, as the API would send it. */
export function AnsweredResponse({ response }: { response: RerankResponse }) {
  const [fold, setFold] = useState(true);
  const json = useMemo(() => JSON.stringify(response, null, 2), [response]);
  const shown = useMemo(() => shortenData(json), [json]);
  const tokens = useMemo(() => jsonTokens(shown.slice(0, shownCharacters)), [shown]);
  return (
    <ResponsePanel
      buttons={
        <>
          <Toggle label={responseText.fold} pressed={fold} onChange={setFold} />
          <CopyButton label={responseText.copy} text={() => json} />
        </>
      }
      note={<CutNote whole={json} shown={shown} />}
    >
      <Code label={responseText.json}>
        {tokens.map(({ kind, text, start }) => (
          <span
            key={start}
            className={`${colours[kind]} ${fold && text.length > longCharacters ? folded : ""}`}
          >
            {text}
          </span>
        ))}
      </Code>
    </ResponsePanel>
  );
}

/** Only the display is cut off: copying and screen readers still get the whole text. */
const folded = "inline-block max-w-[min(28rem,60%)] truncate align-bottom";
