import { useEffect, useState } from "react";
import { nameOfFiles } from "../../stores/missing-model.ts";
import { withoutOwnImages } from "../../stores/saved-draft.ts";
import { usePlayground } from "../../stores/store-context.ts";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { formatBytes, plural } from "../../../text/format.ts";
import { fragmentOf } from "./share-link.ts";

/** Beyond it, chat programs and servers start to cut addresses off. */
const longLinkBytes = 8000;

export default function ShareDialog({ onClose }: { onClose: () => void }) {
  const draft = usePlayground((state) => state.draft);
  const { leftOut } = withoutOwnImages(draft);
  const [link, setLink] = useState("");
  useEffect(() => {
    let stale = false;
    void fragmentOf(draft).then((fragment) => {
      if (!stale) setLink(new URL(fragment, location.href.split("#")[0]).href);
    });
    return () => {
      stale = true;
    };
  }, [draft]);
  return (
    <Dialog title="Share" onClose={onClose}>
      <p className="pb-2">
        The link holds the query, the documents and the settings. They stand after the #, which no server is
        sent.
      </p>
      {leftOut > 0 && (
        <p className="pb-2 text-warn">
          {plural(leftOut, "image")} of this computer {leftOut === 1 ? "is" : "are"} left out: too large for a
          link.
        </p>
      )}
      {nameOfFiles(draft.settings.modelId) !== undefined && (
        <p className="pb-2 text-warn">
          The model is a folder of this computer: who opens the link has to give it there, too.
        </p>
      )}
      <div className="flex items-start gap-2">
        <textarea
          readOnly
          aria-label="Link"
          rows={4}
          className="control h-auto w-full resize-none py-1 font-mono text-xs break-all"
          value={link}
          onFocus={(event) => event.currentTarget.select()}
        />
        <CopyButton label="Copy link" text={() => link} />
      </div>
      <p className="pt-2 text-xs text-muted">
        {formatBytes(link.length)}, compressed.
        {link.length > longLinkBytes &&
          " Some programs cut links of this length off: try it before you rely on it."}
      </p>
    </Dialog>
  );
}
