import { useEffect, useState } from "react";
import { localFolderName } from "../../stores/missing-model.ts";
import { withoutOwnImages } from "../../stores/saved-draft.ts";
import { usePlayground } from "../../stores/store-context.ts";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { shareText } from "../../text/share.ts";
import { formatBytes } from "../../../text/format.ts";
import { shareFragment } from "./share-link.ts";

/** Some chat apps and servers cut off longer addresses. */
const longLinkBytes = 8000;

export default function ShareDialog({ onClose }: { onClose: () => void }) {
  const draft = usePlayground((state) => state.draft);
  const { leftOut } = withoutOwnImages(draft);
  const [link, setLink] = useState("");
  useEffect(() => {
    let stale = false;
    void shareFragment(draft).then((fragment) => {
      if (!stale) setLink(new URL(fragment, location.href.split("#")[0]).href);
    });
    return () => {
      stale = true;
    };
  }, [draft]);
  return (
    <Dialog title={shareText.title} onClose={onClose}>
      <p className="pb-2">{shareText.contents}</p>
      {leftOut > 0 && <p className="pb-2 text-warn">{shareText.imagesLeftOut(leftOut)}</p>}
      {localFolderName(draft.settings.modelId) !== undefined && (
        <p className="pb-2 text-warn">{shareText.localModel}</p>
      )}
      <div className="flex items-start gap-2">
        <textarea
          readOnly
          aria-label={shareText.link}
          rows={4}
          className="control h-auto w-full resize-none py-1 font-mono text-xs break-all"
          value={link}
          onFocus={(event) => event.currentTarget.select()}
        />
        <CopyButton label={shareText.copy} text={() => link} />
      </div>
      <p className="min-h-6 pt-2 text-xs text-muted">
        {link !== "" && <span>{shareText.size(formatBytes(link.length))}</span>}
        {link.length > longLinkBytes && <span>{` ${shareText.long}`}</span>}
      </p>
    </Dialog>
  );
}
