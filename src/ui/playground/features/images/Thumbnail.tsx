import { useEffect, useMemo, useState } from "react";
import { formatBytes } from "../../../text/format.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { type ImageSource, imageSourceOf } from "./image-source.ts";
import { fetchRemoteImage } from "./remote-images.ts";

export interface ThumbnailProps {
  /** As in a request: an address, a data URL or base64. */
  image: string;
  /** In words. */
  name: string;
  /** Its server has been asked for it before: by the run that it is shown with. */
  fetched?: boolean;
  /** Only the picture. */
  small?: boolean;
}

/** An image, small; the server of one is asked only when somebody wants to see it. */
export default function Thumbnail({ image, name, fetched = false, small = false }: ThumbnailProps) {
  const source = useMemo(() => imageSourceOf(image), [image]);
  switch (source.kind) {
    case "own":
      return <Picture url={source.url} bytes={source.bytes} name={name} small={small} />;
    case "remote":
      return <RemotePicture key={source.url} source={source} name={name} fetched={fetched} small={small} />;
    case "unusable":
      return <p className="text-xs text-warn">This is no address, data URL or base64 of an image.</p>;
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
  // Beside a score there is room for pictures only.
  if (small) return undefined;
  if (failed)
    return (
      <p className="text-xs text-warn">
        {host} does not give this image to other pages (CORS), or cannot be reached.
      </p>
    );
  if (wanted) return <p className="text-xs text-muted">Fetching from {host}…</p>;
  return (
    <p className="flex flex-wrap items-center gap-x-2 text-xs text-muted">
      <button
        type="button"
        className="button"
        aria-label={`Show image: ${name}`}
        onClick={() => setWanted(true)}
      >
        Show image
      </button>
      <span className="[overflow-wrap:anywhere]">
        {name}, on {host}, which is asked for it
      </span>
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
        setSize(`${naturalWidth} × ${naturalHeight} pixels`)
      }
      onError={() => setBroken(true)}
    />
  );
  if (broken) return <p className="text-xs text-warn">{name}: this browser cannot show it.</p>;
  if (small) return picture;
  const facts = [size, bytes !== undefined && formatBytes(bytes)].filter(Boolean);
  return (
    <div className="flex min-h-20 items-center gap-3">
      <button type="button" title="Enlarge" className="shrink-0 rounded" onClick={() => setEnlarged(true)}>
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
