/** The images that were dropped or pasted. None if there is text as well: then the text is meant. */
export function transferredImages(transfer: DataTransfer): File[] {
  if (transfer.types.includes("text/plain")) return [];
  return [...transfer.files].filter(isImageFile);
}

export function isImageFile({ type }: Blob): boolean {
  return type.startsWith("image/");
}

/** Whether an image is being dragged. During a drag, browsers tell the type only. */
export function holdsImage({ items }: DataTransfer): boolean {
  return [...items].some(({ kind, type }) => kind === "file" && type.startsWith("image/"));
}

/** In the syntax of the `accept` attribute. */
export const acceptedImages = "image/png,image/jpeg,image/webp,image/gif,image/avif,image/bmp";

/** Larger files may exhaust the memory of a tab. */
export const maxImageBytes = 8_000_000;
