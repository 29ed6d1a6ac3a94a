/** Texts of a user inside a prompt. Pure but for the tokenizer. */
import { RerankError } from "../../contract/errors.ts";
import { truncateTokens } from "./encoding.ts";
import type { Truncation } from "./protocol.ts";
import type { Tokenizer } from "./tokenizer.ts";

/** A text as it goes into a prompt. */
export interface PromptText {
  text: string;
  /** Of the text by itself, before it was cut. */
  tokens: number;
  usedTokens: number;
}

/**
 * What is left of a text when nothing in it, or in what remains, reads as a special token. One pass: a token goes when
 * its last character comes, and what stood before it may make another one with what follows.
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
  /** Of the whole prompt. */
  ids: number[];
}

/**
 * A document cut so that the whole prompt has at most `maxTokens`: first to what the prompt leaves without it. A text
 * that was cut and decoded may have more tokens than it was cut to: then it is cut again by as many as are too much.
 *
 * @param promptOf the prompt around a document
 * @returns `undefined` where the prompt leaves no room at all
 * @throws {RerankError} `document_too_long` where nothing may be cut
 */
export function fitDocument(
  document: string,
  promptOf: (document: string) => string,
  tokenizer: PromptTokenizer,
  maxTokens: number,
  truncation: Truncation,
): Fitted | undefined {
  let budget = maxTokens - tokenizer.encode(promptOf("")).length;
  while (budget > 0) {
    const part = promptText(document, tokenizer, budget, truncation);
    const ids = tokenizer.encode(promptOf(part.text));
    const fits = ids.length <= maxTokens;
    if (truncation.truncate === "none" && (!fits || part.usedTokens < part.tokens))
      throw tooLong(part.tokens);
    if (fits) return { ...part, ids };
    budget = Math.min(budget, part.usedTokens) - (ids.length - maxTokens);
  }
  return undefined;
}

function tooLong(tokens: number): RerankError {
  const message = `With truncate "none" no document may be too long; one has ${tokens} tokens.`;
  return new RerankError("document_too_long", message);
}

type PromptTokenizer = Pick<Tokenizer, "encode" | "decode" | "specialTokens">;

/**
 * A user's text, free of special tokens and cut to a number of tokens. A cut text is its tokens decoded: where the
 * cut goes through a character, U+FFFD stands for it.
 */
export function promptText(
  text: string,
  tokenizer: PromptTokenizer,
  budget: number,
  truncation: Truncation,
): PromptText {
  const clean = withoutSpecialTokens(text, tokenizer.specialTokens);
  const ids = tokenizer.encode(clean);
  const cut = truncateTokens(ids, budget, truncation);
  if (cut.length === ids.length) return { text: clean, tokens: ids.length, usedTokens: ids.length };
  // Two texts that were apart may meet at a cut: what is left is looked through once more.
  const left = withoutSpecialTokens(tokenizer.decode(cut), tokenizer.specialTokens);
  return { text: left, tokens: ids.length, usedTokens: cut.length };
}
