/** Turns the text of an answer into checked results: a server's answer is not trusted. */
import type { Dialect, WireResponse, WireResult } from "./dialects/dialect.ts";
import { invalidResponseError } from "./errors.ts";
import { shortened } from "./http-error.ts";
import { messages, reasons } from "./messages.ts";
import type { HttpAnswer } from "./send-request.ts";

/**
 * @param count how many documents were sent
 * @param redact removes the API key
 * @throws {RerankError} `invalid_response`
 */
export function readAnswer(
  answer: HttpAnswer,
  dialect: Dialect,
  count: number,
  redact: (words: string) => string,
): WireResponse {
  const { id, model, results, ...rest } = decode(parseJson(answer), dialect, redact);
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

function decode(answer: unknown, dialect: Dialect, redact: (words: string) => string): WireResponse {
  try {
    return dialect.decode(answer);
  } catch (cause) {
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
