/** Prepares a user's texts for a prompt. */
import { RerankError } from "../../contract/errors.ts";
import { documentTokens } from "./document-tokens.ts";
import type { Truncation } from "./protocol.ts";
import type { Tokenizer } from "./tokenizer.ts";

/** A text, ready for a prompt. */
export interface PromptText {
  text: string;
  /** Tokens of the text alone, before truncation. */
  tokens: number;
  usedTokens: number;
}

/**
 * Removes special tokens from a text until none is left, also none that arises from a removal. It needs one pass: a token
 * is removed as soon as its last character is read, and the text before it is then matched against what follows.
 */
export function withoutSpecialTokens(text: string, specialTokens: readonly string[]): string {
  const tokens = specialTokens.filter((token) => token !== "");
  if (!tokens.some((token) => text.includes(token))) return text;
  const left = new Uint16Array(text.length);
  let length = 0;
  const endsWith = (token: string): boolean => {
    const start = length - token.length;
    if (start < 0) return false;
    for (let at = 0; at < token.length; at++) if (left[start + at] !== token.charCodeAt(at)) return false;
    return true;
  };
  for (let at = 0; at < text.length; at++) {
    left[length++] = text.charCodeAt(at);
    const found = tokens.find(endsWith);
    if (found !== undefined) length -= found.length;
  }
  let rest = "";
  for (let at = 0; at < length; at += 8192) {
    rest += String.fromCharCode(...left.subarray(at, Math.min(length, at + 8192)));
  }
  return rest;
}

interface Fitted extends PromptText {
  /** Token ids of the whole prompt. */
  ids: number[];
}

/**
 * Truncates a document so that the whole prompt has at most `maxTokens`. A truncated and decoded text may have more tokens
 * than it was cut to; it is then cut again by the excess.
 *
 * @param prompt builds the prompt around a document
 * @returns `undefined` if the prompt leaves no tokens for the document
 * @throws {RerankError} `document_too_long` if truncation is off
 */
export function fitDocument(
  document: string,
  prompt: (document: string) => string,
  tokenizer: PromptTokenizer,
  maxTokens: number,
  truncation: Truncation,
): Fitted | undefined {
  let budget = maxTokens - tokenizer.encode(prompt("")).length;
  while (budget > 0) {
    const part = promptText(document, tokenizer, budget, truncation);
    const ids = tokenizer.encode(prompt(part.text));
    const fits = ids.length <= maxTokens;
    if (truncation.truncate === "none" && (!fits || part.usedTokens < part.tokens))
      throw tooLong(part.tokens);
    if (fits) return { ...part, ids };
    budget = Math.min(budget, part.usedTokens) - (ids.length - maxTokens);
  }
  return undefined;
}

function tooLong(tokens: number): RerankError {
  const message = `With truncate "none", no document may be too long; one has ${tokens} tokens.`;
  return new RerankError("document_too_long", message);
}

export type PromptTokenizer = Pick<Tokenizer, "encode" | "encodeBeginning" | "decode" | "specialTokens">;

/**
 * Removes special tokens from a user's text and truncates it to a number of tokens. A truncated text is decoded from its
 * tokens; a character that the cut divides becomes U+FFFD.
 */
export function promptText(
  text: string,
  tokenizer: PromptTokenizer,
  budget: number,
  truncation: Truncation,
): PromptText {
  const clean = withoutSpecialTokens(text, tokenizer.specialTokens);
  const { ids: cut, tokens } = documentTokens(clean, tokenizer, budget, truncation);
  if (cut.length === tokens) return { text: clean, tokens, usedTokens: tokens };
  // Decoding may bring parts of a special token together, so the result is searched once more.
  const left = withoutSpecialTokens(tokenizer.decode(cut), tokenizer.specialTokens);
  return { text: left, tokens, usedTokens: cut.length };
}
