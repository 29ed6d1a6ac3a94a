/**
 * Every sentence of the remote engine that users read. The messages about a field are predicates: whoever shows them
 * puts the field's name in front.
 */
import type { RerankErrorCode } from "../../contract/errors.ts";

export const fieldMessages = {
  baseUrlEmpty: "must not be empty: enter the URL of the server",
  baseUrlWithoutScheme: "must begin with https:// or http://",
  baseUrlInvalid: "must be a URL such as https://api.jina.ai or http://localhost:8787",
  baseUrlWithCredentials: "must not contain a user name or password: the API key has its own field",
  baseUrlWithQuery: "must not contain ? or #",
  pathInvalid: "must be the part of the URL after the host, without ? or #",
  apiKeyInvalid: "contains a space or a character that API keys never contain: copy it again",
  modelInvalid: "must be the name of a model, without . or .. between slashes",
  modelRequired: "is required: the server’s address contains the model",
  imageQueryUnsupported: "is an image, but this server accepts only text",
} as const;

export const messages = {
  disposed: "The reranker was disposed.",
  unreachable: (host: string): string =>
    `${host} gave no readable answer. Either the server cannot be reached, or it does not allow requests from web pages (CORS); in that case use a server or proxy that does. Some servers reject a wrong API key in the same way.`,
  redirected: "The server redirects requests to another address. Enter that address instead.",
  timeout: (seconds: number): string => `The server did not answer within ${seconds} seconds.`,
  /** @param words what the server said, if it said anything */
  status: (status: number, words: string | undefined): string =>
    `The server answered ${status}${words === undefined ? "" : `: ${words}`}`.replace(/[.\s]*$/, "."),
  /** @param words what the server said */
  errorInAnswer: (words: string): string =>
    `The server answered 200, but with an error: ${words}`.replace(/[.\s]*$/, "."),
  webPage:
    "The server answered with a web page instead of JSON. Check the base URL and any proxy in between.",
  notJson:
    "The server answered with something that is not valid JSON. Check the base URL and any proxy in between.",
  /** @param api label of the dialect */
  unexpectedAnswer: (api: string, reason: string): string =>
    `The server’s answer is not valid for “${api}”: ${reason}.`,
  indexOutOfRange: (index: number, count: number): string =>
    `The server returned the document index ${index}, but it received only ${count} documents.`,
  indexRepeated: (index: number): string => `The server returned the document index ${index} twice.`,
  scoreNotFinite: (index: number): string =>
    `The server’s score for the document index ${index} is not a finite number.`,
  notRecorded:
    "There is no recorded answer for this query and these documents. Open a recorded request, or choose a server.",
  recordedWithOtherInstruction:
    "The answer was recorded with a different instruction, or without one. Open the recorded request with a model that accepts its instruction.",
  notRecordings: (reason: string): string => `This is not a file of recorded answers: ${reason}.`,
} as const;

/** Why an answer or a file is not valid; `unexpectedAnswer` and `notRecordings` put these into a sentence. */
export const reasons = {
  unknownFormat: "it has an unknown format",
  notJson: "it is not JSON",
  noRecordings: "it contains no recording",
  /** @param position of the recording in the file, from 1 */
  documentMissing: (position: number): string =>
    `recording ${position} ranks a document that it does not contain`,
  documentRepeated: (position: number): string => `recording ${position} ranks a document twice`,
} as const;

/** What users can do about an error of a server. */
export const advice: Partial<Record<RerankErrorCode, string>> = {
  unauthorized: "Check the API key.",
  forbidden: "The API key is valid, but it does not allow this. Check its permissions and balance.",
  model_not_found: "Check the base URL, the path and the model name.",
  too_large: "Send fewer or shorter documents.",
  rate_limited: "Too many requests. Wait, or ask the provider for a higher limit.",
};
