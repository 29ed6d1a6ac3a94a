/** In characters. What is quoted in a message comes from elsewhere: some servers put a traceback into their message. */
const maxLength = 400;

/** Cuts words from elsewhere, so that a message can quote them. */
export function shortened(words: string, length = maxLength): string {
  return words.length > length ? `${words.slice(0, length)} […]` : words;
}
