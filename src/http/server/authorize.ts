import { createHash, timingSafeEqual } from "node:crypto";
import { HttpError } from "../http-error.ts";

/**
 * Hono's bearer middleware differs: it answers a malformed header with 400 instead of 401, and never accepts keys with
 * characters outside of RFC 6750's alphabet.
 *
 * @param headers the key is in `Authorization: Bearer …` or in `x-api-key`
 * @param apiKey the server's key; without one, every request is authorized
 * @throws {HttpError} 401
 */
export function authorize(headers: Headers, apiKey: string | undefined): void {
  if (apiKey === undefined) return;
  const [, bearer] = /^Bearer +(\S+) *$/i.exec(headers.get("Authorization") ?? "") ?? [];
  const sent = bearer ?? (headers.get("x-api-key")?.trim() || undefined);
  // Hashes have equal lengths, so the comparison takes the same time for every key.
  if (sent !== undefined && timingSafeEqual(sha256(sent), sha256(apiKey))) return;
  const [code, detail] =
    sent === undefined
      ? ["AUTH_MISSING_API_KEY", "An API key is required. Send it as Authorization: Bearer … or x-api-key: …"]
      : ["AUTH_INVALID_API_KEY", "The API key is wrong."];
  throw new HttpError(401, code, detail, { "WWW-Authenticate": "Bearer" });
}

function sha256(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
