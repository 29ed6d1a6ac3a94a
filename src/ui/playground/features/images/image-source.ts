/** Parses the `image` of a document or query, and checks which image files can be used. Pure. */
import { formatBytes } from "../../../text/format.ts";
import { imageFilesText } from "../../text/image-files.ts";
import { maxImageBytes } from "./image-files.ts";

export type ImageSource =
  /** Inline data; `bytes` is the size of the decoded image. */
  | { kind: "own"; url: string; bytes: number }
  /** On a server, which sees who fetches it. */
  | { kind: "remote"; url: string; host: string }
  | { kind: "unusable" };

/** Parses a web address, a data URL or base64, as in a request. */
export function parseImage(image: string): ImageSource {
  if (/^https?:/i.test(image))
    return URL.canParse(image)
      ? { kind: "remote", url: image, host: new URL(image).host }
      : { kind: "unusable" };
  const [, head = "", base64 = ""] = /^(data:[^,]*;base64,)?([\sA-Za-z0-9+/_=-]+)$/.exec(image) ?? [];
  const digits = base64.replaceAll("-", "+").replaceAll("_", "/").replace(/\s/g, "");
  const bytes = Math.floor((digits.replace(/(?<!=)=+$/, "").length * 3) / 4);
  if (bytes === 0) return { kind: "unusable" };
  return { kind: "own", url: `${head === "" ? "data:;base64," : head}${digits}`, bytes };
}

/** Larger images may exhaust the memory of a tab. Models read far fewer pixels. */
export const maxImagePixels = 40_000_000;

/** What is wrong with an image file, judged without reading it; `undefined` if nothing is. */
export function imageFileError({ type, size }: Pick<Blob, "type" | "size">): string | undefined {
  if (!type.startsWith("image/")) return imageFilesText.notAnImage;
  if (type.startsWith("image/svg")) return imageFilesText.drawing;
  if (size > maxImageBytes) return imageFilesText.tooLarge(formatBytes(size), formatBytes(maxImageBytes));
  return undefined;
}

/** What is wrong with the size of an image in pixels; `undefined` if nothing is. */
export function imageSizeError(width: number, height: number): string | undefined {
  if (width === 0 || height === 0) return imageFilesText.noPixels;
  if (width * height <= maxImagePixels) return undefined;
  return imageFilesText.tooManyPixels(width, height, maxImagePixels);
}
