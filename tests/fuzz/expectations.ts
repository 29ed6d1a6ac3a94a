/** What holds for every input, however hostile: a valid result, or an error that a person can read. */
import { RerankError, type RerankErrorCode } from "../../src/contract/errors.ts";

/** Codes that say what was wrong with an input. `internal_error` is never one of them. */
export const inputFaults: ReadonlySet<RerankErrorCode> = new Set([
  "invalid_request",
  "unsupported_input",
  "document_too_long",
  "query_too_long",
  "model_not_found",
  "download_failed",
  "integrity_failed",
  "too_large",
  "invalid_response",
]);

/** Words of the language's own errors, which tell a person nothing. */
const internals =
  /\b(?:TypeError|RangeError|SyntaxError|URIError|ReferenceError)\b|call stack|is not a function|Cannot (?:read|convert|set)|is not iterable|\[object |Unexpected (?:token|end of|internal)|Invalid code point|URI malformed|Invalid (?:string|array) length|lone surrogate/;

/** A message is shown on the page and written into logs. */
const maxMessageLength = 2000;

/** `expect` costs more than most cases. */
export function must(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(`It must hold that ${what}.`);
}

/** The error is one of ours, for a reason that lies in the input, and its message is readable. */
export function mustBeInputFault(
  error: unknown,
  codes: ReadonlySet<RerankErrorCode> = inputFaults,
): asserts error is RerankError {
  if (!(error instanceof RerankError)) throw error;
  must(
    codes.has(error.code),
    `the code is one for faults of the input, and not ${error.code} (${error.message})`,
  );
  mustBeReadable(error.message);
  for (const { field, message } of error.errors.slice(0, 20)) {
    must(field !== "" && field.length < maxMessageLength, `a field has a short name, and not ${field}`);
    must(
      message.length < maxMessageLength && !internals.test(message),
      `its fault is readable, and not ${message}`,
    );
  }
}

/** Several words; bounded; nothing of the language's own errors. */
export function mustBeReadable(message: string): void {
  must(
    message.length < maxMessageLength,
    `a message is short, and not ${message.length} characters long: ${message}`,
  );
  must(/\S \S/.test(message) && !internals.test(message), `a message is readable, and not "${message}"`);
}

/** The value that `work` returns; `undefined` if it throws a fault of the input. */
export async function resultOrFault<T>(
  work: () => T | Promise<T>,
  codes: ReadonlySet<RerankErrorCode> = inputFaults,
): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    mustBeInputFault(error, codes);
    return undefined;
  }
}

const prototypes = [Object.prototype, Array.prototype, String.prototype, Function.prototype];
const propertyNumbers = prototypes.map((prototype) => Reflect.ownKeys(prototype).length);

/** Nothing has been written to the prototypes that all objects share. */
export function mustNotPollute(): void {
  for (const [at, prototype] of prototypes.entries())
    must(Reflect.ownKeys(prototype).length === propertyNumbers[at], "prototypes stay as they are");
}
