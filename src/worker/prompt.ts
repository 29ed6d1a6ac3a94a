/** Texts of a user inside a prompt. Pure but for the tokenizer. */
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

/** What is left of a text when nothing in it, or in what remains, reads as a special token. */
export function withoutSpecialTokens(text: string, specialTokens: readonly string[]): string {
  let rest = text;
  for (;;) {
    const stripped = specialTokens.reduce((left, token) => left.replaceAll(token, ""), rest);
    if (stripped === rest) return rest;
    rest = stripped;
  }
}

/**
 * A user's text, free of special tokens and cut to a number of tokens. A cut text is its tokens decoded: where the
 * cut goes through a character, U+FFFD stands for it.
 */
export function promptText(
  text: string,
  tokenizer: Pick<Tokenizer, "encode" | "decode" | "specialTokens">,
  room: number,
  truncation: Truncation,
): PromptText {
  const clean = withoutSpecialTokens(text, tokenizer.specialTokens);
  const ids = tokenizer.encode(clean);
  const cut = truncateTokens(ids, room, truncation);
  if (cut.length === ids.length) return { text: clean, tokens: ids.length, usedTokens: ids.length };
  // Two texts that were apart may meet at a cut: what is left is looked through once more.
  const left = withoutSpecialTokens(tokenizer.decode(cut), tokenizer.specialTokens);
  return { text: left, tokens: ids.length, usedTokens: cut.length };
}
