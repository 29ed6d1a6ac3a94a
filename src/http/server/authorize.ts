import { createHash, timingSafeEqual } from "node:crypto";
import { HttpError } from "../http-error.ts";

/**
 * @param authorization the header, as it came
 * @throws {HttpError} 401 where a key is asked for and this is not it
 */
export function authorize(authorization: string | undefined, apiKey: string | undefined): void {
  if (apiKey === undefined) return;
  const [, given] = /^Bearer +(\S+) *$/i.exec(authorization ?? "") ?? [];
  // Hashes are of one length, so that the comparison takes the same time for every key.
  if (given !== undefined && timingSafeEqual(sha256(given), sha256(apiKey))) return;
  const detail =
    given === undefined ? "An API key is needed: Authorization: Bearer …" : "The API key is wrong.";
  const code = given === undefined ? "AUTH_MISSING_API_KEY" : "AUTH_INVALID_API_KEY";
  throw new HttpError(401, code, detail, { "WWW-Authenticate": "Bearer" });
}

function sha256(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
