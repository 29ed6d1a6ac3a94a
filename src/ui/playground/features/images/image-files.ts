/** The images among what was dropped or pasted; none where there is text, which is what was meant then. */
export function imageFilesOf(transfer: DataTransfer): File[] {
  if (transfer.types.includes("text/plain")) return [];
  return [...transfer.files].filter(isImageFile);
}

export function isImageFile({ type }: Blob): boolean {
  return type.startsWith("image/");
}

/** Whether an image is held over a target; while it is, only its kind is told. */
export function holdsImage({ items }: DataTransfer): boolean {
  return [...items].some(({ kind, type }) => kind === "file" && type.startsWith("image/"));
}

/** As the file dialog wants them. */
export const acceptedImages = "image/png,image/jpeg,image/webp,image/gif,image/avif,image/bmp";
