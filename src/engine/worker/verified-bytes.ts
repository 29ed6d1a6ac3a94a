import { RerankError } from "../../contract/errors.ts";
import type { LoadedFile } from "./protocol.ts";

/**
 * Reads a file and checks its hash.
 * @throws {RerankError} `integrity_failed` if the hash is not the expected one
 */
export async function verifiedBytes({ name, blob, sha256 }: LoadedFile): Promise<Uint8Array> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  // `crypto.subtle` exists in secure contexts only.
  if (sha256 !== undefined && globalThis.isSecureContext) {
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
    if (hex !== sha256) {
      throw new RerankError("integrity_failed", `${name} is not the expected file: its SHA-256 is ${hex}.`);
    }
  }
  return bytes;
}
