import { invalidFieldError } from "./errors.ts";
import { fieldMessages } from "./messages.ts";

/**
 * Rejects a key with a space or a character outside of ASCII: it was not copied completely, and no header can carry it.
 * @throws {RerankError} `invalid_request`, field `api_key`
 */
export function throwIfUnsendableKey(apiKey = ""): void {
  if (!/^[\x21-\x7e]*$/.test(apiKey)) throw invalidFieldError("api_key", fieldMessages.apiKeyInvalid, "key");
}

/** Removes the API key from what a server says, because some servers repeat it. It must not reach a message or a log. */
export function redactKey(words: string, apiKey = ""): string {
  return apiKey === "" ? words : words.replaceAll(apiKey, "[API key]");
}
