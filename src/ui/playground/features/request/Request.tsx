import { Tabs } from "radix-ui";
import { useDeferredValue, useMemo, useState } from "react";
import * as v from "valibot";
import { RerankRequest } from "../../../../contract/rerank.ts";
import type { ModelEntry } from "../../../../models/model.ts";
import { apiKeyOf } from "../../stores/comparison-store.ts";
import { type Draft, requestOf } from "../../stores/draft.ts";
import { type RemoteSettings, addressOf, dialectOf, remoteRequestOf } from "../../stores/remote-settings.ts";
import { useSelectedModel } from "../../stores/selected-model.ts";
import { useComparison, usePlayground } from "../../stores/store-context.ts";
import { Code, CutNote, shownCharacters } from "../../ui/Code.tsx";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { Toggle } from "../../ui/Toggle.tsx";
import { shortenData } from "../../ui/shorten-data.ts";
import { type SnippetOptions, curlSnippet, javascriptSnippet, pythonSnippet } from "./snippets.ts";

const languages = [
  { name: "curl", snippet: curlSnippet },
  { name: "JavaScript", snippet: javascriptSnippet },
  { name: "Python", snippet: pythonSnippet },
] as const;

/** Where `npm run serve` listens. */
const ownServer = "http://localhost:8787/v1/rerank";

/** What goes where. The key is never part of it: its place is a variable of the person's own shell. */
function sentTo(
  draft: Draft,
  model: ModelEntry | undefined,
  remote: RemoteSettings | undefined,
  withKey: boolean,
): { body: object } & SnippetOptions {
  if (!remote || remote.provider === "recording") return { body: requestOf(draft, model), url: ownServer };
  const address = addressOf(remote);
  const dialect = dialectOf(remote.provider);
  const request = v.safeParse(RerankRequest, remoteRequestOf(draft, model, remote));
  return {
    // What is not valid yet is shown as it is typed.
    body: request.success ? dialect.encode(request.output).body : remoteRequestOf(draft, model, remote),
    // Never another address than the one that is meant.
    url: address.ok ? address.url : "https://base-url-is-missing.invalid",
    ...(dialect.answer && { answer: dialect.answer }),
    ...((withKey || dialect.baseUrl.startsWith("https://")) && { keyVariable: dialect.keyVariable }),
  };
}

/** The run of this page as a request to any `/v1/rerank` server: to the one that is compared with, in its own words. */
export function Request() {
  const [language, setLanguage] = useState<string>("curl");
  const [wrap, setWrap] = useState(true);
  // Typing stays quick: the code follows when there is time.
  const draft = useDeferredValue(usePlayground((state) => state.draft));
  const model = useDeferredValue(useSelectedModel());
  const remote = useComparison((state) => (state.remoteEnabled ? state.remote : undefined));
  const withKey = useComparison((state) => apiKeyOf(state) !== "");
  const code = useMemo(() => {
    const { snippet } = languages.find(({ name }) => name === language) ?? languages[0];
    const { body, ...options } = sentTo(draft, model, remote, withKey);
    return snippet(body, options);
  }, [draft, model, language, remote, withKey]);
  const shown = shortenData(code);
  return (
    <section aria-label="Request" className="panel print:hidden">
      <Tabs.Root value={language} onValueChange={setLanguage}>
        <div className="flex min-h-12 flex-wrap items-center gap-x-1 pr-2 pl-4">
          <h2 className="heading sm:mr-2">Request</h2>
          <Tabs.List aria-label="Language" className="mr-auto flex">
            {languages.map(({ name }) => (
              <Tabs.Trigger
                key={name}
                value={name}
                className="border-b-2 border-transparent px-2 py-1.5 text-xs text-muted max-sm:px-1 hover:text-ink data-[state=active]:border-accent data-[state=active]:text-ink"
              >
                {name}
              </Tabs.Trigger>
            ))}
          </Tabs.List>
          <Toggle label="Wrap" pressed={wrap} onChange={setWrap} />
          <CopyButton label="Copy request" text={() => code} />
        </div>
        {languages.map(({ name }) => (
          <Tabs.Content key={name} value={name} tabIndex={-1} className="border-t border-line">
            {name === language && (
              <Code label={`Request in ${name}`} wrap={wrap}>
                {shown.slice(0, shownCharacters)}
              </Code>
            )}
          </Tabs.Content>
        ))}
        <CutNote whole={code} shown={shown} />
      </Tabs.Root>
    </section>
  );
}
