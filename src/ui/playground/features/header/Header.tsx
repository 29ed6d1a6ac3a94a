import { CircleHelp, CodeXml, Link } from "lucide-react";
import { Suspense, useId, useState } from "react";
import { RerankError } from "../../../../contract/errors.ts";
import { examples } from "../../../examples/examples.ts";
import { remoteHost } from "../../stores/comparison/selectors.ts";
import { useComparison, useOffline, usePlayground } from "../../stores/store-context.ts";
import { describeOffline } from "../offline/describe-offline.ts";
import { useShortcuts } from "../shortcuts/use-shortcuts.ts";
import { headerText } from "../../text/header.ts";
import { ThemeButton } from "../theme/ThemeButton.tsx";
import { lazyPart } from "../../parts/lazy-part.tsx";
import { loadScript } from "../../parts/load-script.ts";

const EmbedDialog = lazyPart(() => import("../embed/EmbedDialog.tsx"));
const ShareDialog = lazyPart(() => import("../share/ShareDialog.tsx"));
const ShortcutsDialog = lazyPart(() => import("../shortcuts/ShortcutsDialog.tsx"));

export function Header() {
  const id = useId();
  const open = usePlayground(({ draft, example }) =>
    example?.query === draft.query ? example.id : undefined,
  );
  const loadExample = usePlayground((state) => state.loadExample);
  const say = usePlayground((state) => state.say);
  const sayWhy = (cause: unknown): void => say(RerankError.from(cause).message);
  const host = useComparison(remoteHost);
  const offlineWords = useOffline(describeOffline);
  const [dialog, setDialog] = useState<"share" | "embed" | "shortcuts">();
  useShortcuts(() => setDialog("shortcuts"));
  return (
    <header className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3">
      <h1 className="font-mono text-lg font-semibold tracking-tight">tabrank</h1>
      <p className="mr-auto min-w-0 text-muted max-sm:text-xs [overflow-wrap:anywhere]">
        {offlineWords ?? (host === undefined ? headerText.private : headerText.comparing(host))}
      </p>
      <div className="flex min-w-0 items-center gap-1 max-sm:w-full print:hidden">
        <label className="label pr-1 max-sm:sr-only" htmlFor={id}>
          {headerText.example}
        </label>
        <select
          id={id}
          className="control min-w-0 shrink"
          value={open ?? ""}
          onChange={(event) => {
            const chosen = examples.find(({ id }) => id === event.currentTarget.value);
            if (chosen) loadScript(chosen.load).then(loadExample, sayWhy);
          }}
        >
          {open === undefined && <option value="">{headerText.ownInput}</option>}
          {examples.map((example) => (
            <option key={example.id} value={example.id}>
              {example.title}
            </option>
          ))}
        </select>
        <button type="button" className="button-quiet" onClick={() => setDialog("share")}>
          <Link aria-hidden size={16} />
          {headerText.share}
        </button>
        <button type="button" className="button-quiet" onClick={() => setDialog("embed")}>
          <CodeXml aria-hidden size={16} />
          {headerText.embed}
        </button>
        <ThemeButton />
        <button
          type="button"
          className="button-quiet"
          aria-label={headerText.shortcuts}
          title={headerText.shortcutsHint}
          onClick={() => setDialog("shortcuts")}
        >
          <CircleHelp aria-hidden size={16} />
        </button>
      </div>
      <Suspense>
        {dialog === "share" && <ShareDialog onClose={() => setDialog(undefined)} />}
        {dialog === "embed" && <EmbedDialog onClose={() => setDialog(undefined)} />}
        {dialog === "shortcuts" && <ShortcutsDialog onClose={() => setDialog(undefined)} />}
      </Suspense>
    </header>
  );
}
