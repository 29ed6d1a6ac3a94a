/** Unpacks gzip. Pure. */
import { limits } from "../../../../../../contract/limits.ts";
import { inflate } from "../../../../../draft/inflate.ts";

export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

export const gunzip = (bytes: Uint8Array<ArrayBuffer>, limit: number = limits.bytes) =>
  inflate(bytes, "gzip", limit);
