import { Tabs } from "radix-ui";
import { useDeferredValue, useMemo, useState } from "react";
import * as v from "valibot";
import { RerankRequest } from "../../../../contract/rerank.ts";
import type { ModelEntry } from "../../../../models/model.ts";
import { encodeRequest } from "../../../../wire/encode-request.ts";
import { selectedApiKey } from "../../stores/comparison/selectors.ts";
import { type Draft, draftRequest } from "../../stores/draft.ts";
import {
  type RemoteSettings,
  resolveAddress,
  providerDialect,
  remoteRequest,
} from "../../stores/remote-settings.ts";
import { useSelectedModel } from "../../stores/selected-model.ts";
import { useComparison, usePlayground } from "../../stores/store-context.ts";
import { requestText } from "../../text/request.ts";
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

/** The default address of `npm run serve`. */
const ownServer = "http://localhost:8787/v1/rerank";

/** Body and address of the request. The API key is never included: snippets read it from an environment variable. */
function sentTo(
  draft: Draft,
  model: ModelEntry | undefined,
  remote: RemoteSettings | undefined,
  withKey: boolean,
): { body: object } & SnippetOptions {
  if (!remote || remote.provider === "recording") return { body: draftRequest(draft, model), url: ownServer };
  const address = resolveAddress(remote);
  const dialect = providerDialect(remote.provider);
  const request = v.safeParse(RerankRequest, remoteRequest(draft, model, remote));
  return {
    // Input that is not valid yet is shown as typed.
    body: request.success
      ? encodeRequest(dialect.format.request, request.output).body
      : remoteRequest(draft, model, remote),
    // An invalid address must not fall back to another server.
    url: address.ok ? address.url : "https://base-url-is-missing.invalid",
    answer: dialect.format.answer,
    ...((withKey || dialect.baseUrl.startsWith("https://")) && { keyVariable: dialect.keyVariable }),
  };
}

/** This page's run as a request: to the compared server in its own dialect, or else to any `/v1/rerank` server. */
export function Request() {
  const [language, setLanguage] = useState<string>("curl");
  const [wrap, setWrap] = useState(true);
  // Keeps typing responsive: the code updates when there is time.
  const draft = useDeferredValue(usePlayground((state) => state.draft));
  const model = useDeferredValue(useSelectedModel());
  const remote = useComparison((state) => (state.remoteEnabled ? state.remote : undefined));
  const withKey = useComparison((state) => selectedApiKey(state) !== "");
  const code = useMemo(() => {
    const { snippet } = languages.find(({ name }) => name === language) ?? languages[0];
    const { body, ...options } = sentTo(draft, model, remote, withKey);
    return snippet(body, options);
  }, [draft, model, language, remote, withKey]);
  const shown = shortenData(code);
  return (
    <section aria-label={requestText.heading}>
      <Tabs.Root value={language} onValueChange={setLanguage}>
        <div className="flex min-h-12 flex-wrap items-center gap-x-1 pr-2 pl-4">
          <h2 className="heading sm:mr-2">{requestText.heading}</h2>
          <Tabs.List aria-label={requestText.languages} className="mr-auto flex">
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
          <Toggle label={requestText.wrap} pressed={wrap} onChange={setWrap} />
          <CopyButton label={requestText.copy} text={() => code} />
        </div>
        {languages.map(({ name }) => (
          <Tabs.Content key={name} value={name} tabIndex={-1} className="border-t border-line">
            {name === language && (
              <Code label={requestText.code(name)} wrap={wrap}>
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
