import { Tabs } from "radix-ui";
import { useEffect, useMemo, useState } from "react";
import { catalogue } from "../../../../models/catalogue.ts";
import { defaultSettings } from "../../../draft/shared-draft.ts";
import type { Draft } from "../../stores/draft.ts";
import { usePlayground } from "../../stores/store-context.ts";
import { embedText } from "../../text/embed.ts";
import { uiText } from "../../text/ui.ts";
import { Code, shownCharacters } from "../../ui/Code.tsx";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { SelectField } from "../../ui/SelectField.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { shareFragment } from "../share/share-link.ts";
import { type EmbedMode, elementSnippet, iframeSnippet } from "./embed-snippets.ts";

const modes = (["full", "compact", "results"] satisfies EmbedMode[]).map((value) => ({
  value,
  label: embedText.modes[value],
}));

const kinds = ["Element", "iframe"] as const;

/** The folder of this page, which also holds the embeddable files. */
function siteFolder(address: string): string {
  return new URL(".", address.split(/[?#]/)[0]).href;
}

function parseOrigin(typed: string): string | undefined {
  if (!/^https?:\/\//.test(typed.trim()) || !URL.canParse(typed.trim())) return undefined;
  return new URL(typed.trim()).origin;
}

/** Loaded when it is opened. */
export default function EmbedDialog({ onClose }: { onClose: () => void }) {
  const draft = usePlayground((state) => state.draft);
  const [kind, setKind] = useState<string>("Element");
  const [mode, setMode] = useState<EmbedMode>("full");
  const [page, setPage] = useState("https://example.com");
  const known = catalogue.some(({ id }) => id === draft.settings.modelId);
  const embedded = useMemo(() => (known ? draft : withDefaultModel(draft)), [draft, known]);
  const fragment = useFragment(embedded);
  const site = siteFolder(location.href);
  const origin = parseOrigin(page);
  const snippets = {
    Element: elementSnippet(embedded, { site, mode }),
    iframe: iframeSnippet({ site, mode, fragment, origin: origin ?? "https://example.com" }),
  };
  return (
    <Dialog title={embedText.title} onClose={onClose}>
      <Tabs.Root value={kind} onValueChange={setKind} className="flex flex-col gap-3">
        <Tabs.List aria-label={embedText.kinds} className="flex border-b border-line">
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
        <SelectField label={embedText.mode} value={mode} options={modes} onChange={setMode} />
        {kinds.map((name) => (
          <Tabs.Content key={name} value={name} tabIndex={-1} className="flex flex-col gap-3">
            {name === "iframe" && (
              <TextField
                label={embedText.page}
                value={page}
                error={origin === undefined ? embedText.pageError : undefined}
                hint={embedText.pageHint}
                onChange={setPage}
              />
            )}
            <div className="rounded-md border border-line">
              <div className="flex justify-end border-b border-line px-1">
                <CopyButton label={embedText.copy(name)} text={() => snippets[name]} />
              </div>
              <Code label={embedText.snippet(name)}>{snippets[name].slice(0, shownCharacters)}</Code>
            </div>
            {snippets[name].length > shownCharacters && (
              <p className="text-xs text-muted">{uiText.tooLongToShow}</p>
            )}
          </Tabs.Content>
        ))}
        {!known && (
          <p className="text-xs text-warn">
            {embedText.unknownModel(draft.settings.modelId, defaultSettings.modelId)}
          </p>
        )}
        <p className="text-xs text-muted">{embedText.contents}</p>
      </Tabs.Root>
    </Dialog>
  );
}

/** Only this page knows a model that was looked up, so the snippet takes the default one. */
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
