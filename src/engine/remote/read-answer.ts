/** Turns the text of an answer into checked results: a server's answer is not trusted. */
import { isPlainObject } from "../../contract/plain-object.ts";
import { shortened } from "../../contract/shortened.ts";
import { decodeAnswer } from "../../wire/decode-answer.ts";
import type { WireResponse, WireResult } from "../../wire/format.ts";
import { isGiven } from "../../wire/is-given.ts";
import type { Dialect } from "./dialects/dialect.ts";
import { invalidResponseError } from "./errors.ts";
import { errorInAnswer } from "./http-error.ts";
import { messages, reasons } from "./messages.ts";
import type { HttpAnswer } from "./send-request.ts";

/**
 * @param count how many documents were sent
 * @param redact removes the API key
 * @throws {RerankError} `invalid_response`; what the server says, if the answer is an error in spite of its status 2xx
 */
export function readAnswer(
  answer: HttpAnswer,
  dialect: Dialect,
  count: number,
  redact: (words: string) => string,
): WireResponse {
  const { id, model, results, ...rest } = decode(answer, dialect, redact);
  throwIfInvalidResults(results, count);
  return {
    ...rest,
    results,
    id: id === undefined ? undefined : redact(id),
    model: model === undefined ? undefined : redact(model),
  };
}

function parseJson({ text, contentType }: HttpAnswer): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const isHtml = contentType?.includes("html") === true || text.trimStart().startsWith("<");
    throw invalidResponseError(isHtml ? messages.webPage : messages.notJson);
  }
}

/** Whether an answer says that it is an error, although it may have an empty list of results. */
function claimsError(body: unknown): boolean {
  if (!isPlainObject(body)) return false;
  const { error, success, results, data } = body;
  const isEmpty = [results ?? data].flat().length === 0;
  return isEmpty && (isGiven(error) || success === false);
}

function decode(answer: HttpAnswer, dialect: Dialect, redact: (words: string) => string): WireResponse {
  const body = parseJson(answer);
  if (claimsError(body)) {
    const error = errorInAnswer(body, redact);
    if (error) throw error;
  }
  try {
    return decodeAnswer(body);
  } catch (cause) {
    const error = errorInAnswer(body, redact);
    if (error) throw error;
    const reason = cause instanceof Error ? cause.message : reasons.unknownFormat;
    throw invalidResponseError(messages.unexpectedAnswer(dialect.label, shortened(redact(reason))));
  }
}

/** Indices must be in range and unique, and scores finite. */
function throwIfInvalidResults(results: readonly WireResult[], count: number): void {
  const seen = new Set<number>();
  for (const { index, score } of results) {
    if (index >= count) throw invalidResponseError(messages.indexOutOfRange(index, count));
    if (seen.has(index)) throw invalidResponseError(messages.indexRepeated(index));
    if (!Number.isFinite(score)) throw invalidResponseError(messages.scoreNotFinite(index));
    seen.add(index);
  }
}
