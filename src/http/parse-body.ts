import { RerankError } from "../contract/errors.ts";
import { HttpError } from "./http-error.ts";

/** Deeper than any real metadata; what is nested without end overflows the stack when it is written out again. */
const maxLevels = 100;

/** @throws {HttpError} 415 for a body that is announced as something else than plain JSON */
export function requireJson(headers: Readonly<Record<string, string | string[] | undefined>>): void {
  const type = headers["content-type"];
  if (typeof type !== "string" || !/^application\/(?:[\w.-]+\+)?json(?:\s*;|$)/i.test(type.trim())) {
    const detail = `The body must be sent as Content-Type: application/json, not ${String(type ?? "without one")}.`;
    throw new HttpError(415, "UNSUPPORTED_MEDIA_TYPE", detail);
  }
  const encoding = headers["content-encoding"] ?? "identity";
  if (encoding !== "identity") {
    const detail = `The body must not be compressed (Content-Encoding: ${String(encoding)}).`;
    throw new HttpError(415, "UNSUPPORTED_MEDIA_TYPE", detail);
  }
}

/** @throws {RerankError} `bad_request` for what is no JSON, or nested without reason */
export function parseBody(bytes: Uint8Array): unknown {
  let body: unknown;
  try {
    body = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : "";
    throw new RerankError("bad_request", `The body is no valid JSON: ${why}`, { cause });
  }
  if (isDeeper(body, maxLevels))
    throw new RerankError("bad_request", `The body is nested more than ${maxLevels} levels deep.`);
  return body;
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1));
}
