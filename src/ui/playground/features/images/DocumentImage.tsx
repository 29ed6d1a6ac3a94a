import { Suspense } from "react";
import type { RerankDocument } from "../../../../contract/rerank.ts";
import { imageName, documentImage } from "../../stores/rows.ts";
import type { ThumbnailProps } from "./Thumbnail.tsx";
import { lazyPart } from "../../parts/lazy-part.tsx";

const Thumbnail = lazyPart(() => import("./Thumbnail.tsx"));

interface DocumentImageProps extends Pick<ThumbnailProps, "fetched" | "small"> {
  document: RerankDocument;
  /** Its place in the request, from 0. */
  index: number;
}

/** The image of a document; nothing if it has none. */
export function DocumentImage({ document, index, ...look }: DocumentImageProps) {
  const image = documentImage(document);
  if (image === undefined) return undefined;
  return <LazyThumbnail image={image} name={imageName(document, index)} {...look} />;
}

export function LazyThumbnail(props: ThumbnailProps) {
  return (
    <Suspense fallback={<div className={props.small === true ? "h-8" : "h-20"} />}>
      <Thumbnail {...props} />
    </Suspense>
  );
}
