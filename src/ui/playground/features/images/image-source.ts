/** What stands in a document's or query's `image`, and which files may. Pure. */
import { formatBytes } from "../../../text/format.ts";

export type ImageSource =
  /** Here already; `bytes` of the image itself. */
  | { kind: "own"; url: string; bytes: number }
  /** On a server, which learns of everyone who fetches it. */
  | { kind: "remote"; url: string; host: string }
  | { kind: "unusable" };

/** An address, a data URL or base64, as the contract has it. */
export function imageSourceOf(image: string): ImageSource {
  if (/^https?:/i.test(image))
    return URL.canParse(image)
      ? { kind: "remote", url: image, host: new URL(image).host }
      : { kind: "unusable" };
  const [, head = "", base64 = ""] = /^(data:[^,]*;base64,)?([\sA-Za-z0-9+/_=-]+)$/.exec(image) ?? [];
  const digits = base64.replaceAll("-", "+").replaceAll("_", "/").replace(/\s/g, "");
  const bytes = Math.floor((digits.replace(/=+$/, "").length * 3) / 4);
  if (bytes === 0) return { kind: "unusable" };
  return { kind: "own", url: `${head === "" ? "data:;base64," : head}${digits}`, bytes };
}

/** Beyond these a tab may run out of memory; models read far less of an image. */
export const maxImageBytes = 8_000_000;
export const maxImagePixels = 40_000_000;

/** Why a file is not taken, told by what is known without reading it; `undefined` if it may be. */
export function refusedFile({ type, size }: Pick<Blob, "type" | "size">): string | undefined {
  if (!type.startsWith("image/")) return "is no image";
  if (type.startsWith("image/svg")) return "is a drawing (SVG); models read pixels: save it as PNG";
  if (size > maxImageBytes)
    return `has ${formatBytes(size)}; at most ${formatBytes(maxImageBytes)} are taken`;
  return undefined;
}

/** The same by its size in pixels. */
export function refusedPixels(width: number, height: number): string | undefined {
  if (width === 0 || height === 0) return "has no size in pixels";
  if (width * height <= maxImagePixels) return undefined;
  const millions = (width * height) / 1e6;
  return `has ${width} × ${height} pixels (${millions.toFixed(0)} million); at most ${maxImagePixels / 1e6} million are taken`;
}
