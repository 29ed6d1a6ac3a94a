import { RerankError } from "../contract/errors.ts";
import { shortened } from "../contract/shortened.ts";
import { HttpError } from "./http-error.ts";

/** Deeper than any real metadata. Serializing endlessly nested JSON would overflow the stack. */
const maxLevels = 100;

/** @throws {HttpError} 415 unless the headers announce plain JSON */
export function requireJson(headers: Headers): void {
  const type = headers.get("Content-Type");
  if (type === null || !/^application\/(?:[\w.-]+\+)?json(?:\s*;|$)/i.test(type)) {
    const found = type === null ? "the request has no Content-Type" : `not ${shortened(type)}`;
    const detail = `Send the body as Content-Type: application/json; ${found}.`;
    throw new HttpError(415, "UNSUPPORTED_MEDIA_TYPE", detail);
  }
  const encoding = headers.get("Content-Encoding") ?? "identity";
  if (encoding !== "identity") {
    const detail = `The body must not be compressed (Content-Encoding: ${shortened(encoding)}).`;
    throw new HttpError(415, "UNSUPPORTED_MEDIA_TYPE", detail);
  }
}

export interface ParsedBody {
  value: unknown;
  /** The JSON text. */
  text: string;
}

/** @throws {RerankError} `bad_request` if the body is not UTF-8, not JSON or nested too deeply */
export function parseBody(bytes: Uint8Array): ParsedBody {
  let text: string;
  let body: unknown;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    body = JSON.parse(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : "";
    throw new RerankError("bad_request", `The body is not valid JSON: ${reason}`, { cause });
  }
  if (isDeeper(body, maxLevels))
    throw new RerankError("bad_request", `The body is nested more than ${maxLevels} levels deep.`);
  return { value: body, text };
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1));
}
