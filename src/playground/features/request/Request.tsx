import { Tabs } from "radix-ui";
import { useDeferredValue, useMemo, useState } from "react";
import { requestOf } from "../../stores/draft.ts";
import { usePlayground } from "../../stores/store-context.ts";
import { Code, shownCharacters } from "../../ui/Code.tsx";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { Toggle } from "../../ui/Toggle.tsx";
import { curlSnippet, javascriptSnippet, pythonSnippet } from "./snippets.ts";

const languages = [
  { name: "curl", snippet: curlSnippet },
  { name: "JavaScript", snippet: javascriptSnippet },
  { name: "Python", snippet: pythonSnippet },
] as const;

/** Where a `/v1/rerank` server of one's own would listen. */
const url = "http://localhost:8787/v1/rerank";

/** The run of this page as a request to any `/v1/rerank` server. */
export function Request() {
  const [language, setLanguage] = useState<string>("curl");
  const [wrap, setWrap] = useState(true);
  // Typing stays quick: the code follows when there is time.
  const draft = useDeferredValue(usePlayground((state) => state.draft));
  const code = useMemo(
    () =>
      (languages.find(({ name }) => name === language) ?? languages[0]).snippet(requestOf(draft), { url }),
    [draft, language],
  );
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
                {code.slice(0, shownCharacters)}
              </Code>
            )}
          </Tabs.Content>
        ))}
        {code.length > shownCharacters && (
          <p className="px-4 pb-3 text-xs text-muted">Too long to show whole; Copy has all of it.</p>
        )}
      </Tabs.Root>
    </section>
  );
}
