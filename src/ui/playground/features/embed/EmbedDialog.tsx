import { Tabs } from "radix-ui";
import { useEffect, useMemo, useState } from "react";
import { catalogue } from "../../../../models/catalogue.ts";
import { defaultSettings } from "../../../draft/shared-draft.ts";
import type { Draft } from "../../stores/draft.ts";
import { usePlayground } from "../../stores/store-context.ts";
import { Code, shownCharacters } from "../../ui/Code.tsx";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { SelectField } from "../../ui/SelectField.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { shareFragment } from "../share/share-link.ts";
import { type EmbedMode, elementSnippet, iframeSnippet } from "./embed-snippets.ts";

const modes: { value: EmbedMode; label: string }[] = [
  { value: "full", label: "Query, documents and results" },
  { value: "compact", label: "Query and results" },
  { value: "results", label: "Results only" },
];

const kinds = ["Element", "iframe"] as const;

/** The folder of this page: what is embedded lies in it. */
function siteOf(address: string): string {
  return new URL(".", address.split(/[?#]/)[0]).href;
}

function originOf(typed: string): string | undefined {
  if (!/^https?:\/\//.test(typed.trim()) || !URL.canParse(typed.trim())) return undefined;
  return new URL(typed.trim()).origin;
}

/** Fetched when it is opened. */
export default function EmbedDialog({ onClose }: { onClose: () => void }) {
  const draft = usePlayground((state) => state.draft);
  const [kind, setKind] = useState<string>("Element");
  const [mode, setMode] = useState<EmbedMode>("full");
  const [page, setPage] = useState("https://example.com");
  const known = catalogue.some(({ id }) => id === draft.settings.modelId);
  const embedded = useMemo(() => (known ? draft : withDefaultModel(draft)), [draft, known]);
  const fragment = useFragment(embedded);
  const site = siteOf(location.href);
  const origin = originOf(page);
  const snippets = {
    Element: elementSnippet(embedded, { site, mode }),
    iframe: iframeSnippet({ site, mode, fragment, origin: origin ?? "https://example.com" }),
  };
  return (
    <Dialog title="Embed" onClose={onClose}>
      <Tabs.Root value={kind} onValueChange={setKind} className="flex flex-col gap-3">
        <Tabs.List aria-label="How" className="flex border-b border-line">
          {kinds.map((name) => (
            <Tabs.Trigger
              key={name}
              value={name}
              className="-mb-px border-b-2 border-transparent px-2 py-1.5 font-semibold text-muted first:-ml-2 hover:text-ink data-[state=active]:border-accent data-[state=active]:text-ink"
            >
              {name}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        <SelectField label="What it shows" value={mode} options={modes} onChange={setMode} />
        {kinds.map((name) => (
          <Tabs.Content key={name} value={name} tabIndex={-1} className="flex flex-col gap-3">
            {name === "iframe" && (
              <TextField
                label="Your page"
                value={page}
                error={origin === undefined ? "must be an address that begins with https://" : undefined}
                hint="Only pages of this origin may talk to the iframe, and learn its height."
                onChange={setPage}
              />
            )}
            <div className="rounded-md border border-line">
              <div className="flex justify-end border-b border-line px-1">
                <CopyButton label={`Copy ${name} snippet`} text={() => snippets[name]} />
              </div>
              <Code label={`${name} snippet`}>{snippets[name].slice(0, shownCharacters)}</Code>
            </div>
            {snippets[name].length > shownCharacters && (
              <p className="text-xs text-muted">Too long to show whole; Copy has all of it.</p>
            )}
          </Tabs.Content>
        ))}
        {!known && (
          <p className="text-xs text-warn">
            {draft.settings.modelId} is not in the catalogue: what is embedded runs {defaultSettings.modelId}.
          </p>
        )}
        <p className="text-xs text-muted">
          It holds the query, the documents and the settings of this page; nothing runs before somebody
          presses Rerank. docs/embedding.md has the attributes, events and messages.
        </p>
      </Tabs.Root>
    </Dialog>
  );
}

/** What was looked up by hand is known to this page only. */
function withDefaultModel(draft: Draft): Draft {
  return { ...draft, settings: { ...draft.settings, modelId: defaultSettings.modelId, dtype: "auto" } };
}

function useFragment(draft: Draft): string {
  const [fragment, setFragment] = useState("");
  useEffect(() => {
    let stale = false;
    void shareFragment(draft).then((made) => {
      if (!stale) setFragment(made);
    });
    return () => {
      stale = true;
    };
  }, [draft]);
  return fragment;
}
