import { useEffect, useMemo, useState } from "react";
import { formatBytes } from "../../../text/format.ts";
import { thumbnailsText } from "../../text/thumbnails.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { type ImageSource, parseImage } from "./image-source.ts";
import { fetchRemoteImage } from "./remote-images.ts";

export interface ThumbnailProps {
  /** As in a request: a web address, a data URL or base64. */
  image: string;
  /** Accessible name. */
  name: string;
  /** Whether a run has already fetched it from its server. */
  fetched?: boolean;
  /** Shows the picture without name and size. */
  small?: boolean;
}

/** A small image. A remote one is fetched only once the user wants to see it. */
export default function Thumbnail({ image, name, fetched = false, small = false }: ThumbnailProps) {
  const source = useMemo(() => parseImage(image), [image]);
  switch (source.kind) {
    case "own":
      return <Picture url={source.url} bytes={source.bytes} name={name} small={small} />;
    case "remote":
      return <RemotePicture key={source.url} source={source} name={name} fetched={fetched} small={small} />;
    case "unusable":
      return <p className="text-xs text-warn">{thumbnailsText.unusable}</p>;
  }
}

interface RemotePictureProps extends Required<Pick<ThumbnailProps, "name" | "fetched" | "small">> {
  source: Extract<ImageSource, { kind: "remote" }>;
}

function RemotePicture({ source: { url, host }, name, fetched, small }: RemotePictureProps) {
  const [wanted, setWanted] = useState(fetched);
  const [shown, setShown] = useState<string>();
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    if (!wanted) return;
    let stale = false;
    fetchRemoteImage(url).then(
      (found) => !stale && setShown(found),
      () => !stale && setFailed(true),
    );
    return () => {
      stale = true;
    };
  }, [wanted, url]);
  if (shown !== undefined) return <Picture url={shown} bytes={undefined} name={name} small={small} />;
  // Beside a score there is space for pictures only.
  if (small) return undefined;
  if (failed) return <p className="text-xs text-warn">{thumbnailsText.notFetched(host)}</p>;
  if (wanted) return <p className="text-xs text-muted">{thumbnailsText.fetching(host)}</p>;
  return (
    <p className="flex flex-wrap items-center gap-x-2 text-xs text-muted">
      <button
        type="button"
        className="button"
        aria-label={thumbnailsText.showNamed(name)}
        onClick={() => setWanted(true)}
      >
        {thumbnailsText.show}
      </button>
      <span className="[overflow-wrap:anywhere]">{thumbnailsText.willAsk(name, host)}</span>
    </p>
  );
}

interface PictureProps extends Required<Pick<ThumbnailProps, "name" | "small">> {
  url: string;
  bytes: number | undefined;
}

function Picture({ url, bytes, name, small }: PictureProps) {
  const [size, setSize] = useState<string>();
  const [broken, setBroken] = useState(false);
  const [enlarged, setEnlarged] = useState(false);
  const picture = (
    <img
      src={url}
      alt={name}
      decoding="async"
      loading="lazy"
      className={`w-auto rounded border border-line bg-sunken object-contain ${small ? "h-8 max-w-16" : "max-h-20 max-w-24 sm:max-w-40"}`}
      onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) =>
        setSize(thumbnailsText.size(naturalWidth, naturalHeight))
      }
      onError={() => setBroken(true)}
    />
  );
  if (broken) return <p className="text-xs text-warn">{thumbnailsText.broken(name)}</p>;
  if (small) return picture;
  const facts = [size, bytes !== undefined && formatBytes(bytes)].filter(Boolean);
  return (
    <div className="flex min-h-20 items-center gap-3">
      <button
        type="button"
        title={thumbnailsText.enlarge}
        className="shrink-0 rounded"
        onClick={() => setEnlarged(true)}
      >
        {picture}
      </button>
      <div className="min-w-0 text-xs [overflow-wrap:anywhere]">
        <p>{name}</p>
        <p className="text-muted tabular-nums">{facts.join(" · ")}</p>
      </div>
      {enlarged && (
        <Dialog title={name} onClose={() => setEnlarged(false)}>
          <img src={url} alt={name} className="mx-auto max-h-[70vh] w-auto max-w-full object-contain" />
        </Dialog>
      )}
    </div>
  );
}
