/** Tokens such as `<0xE2>`, which stand for single bytes of UTF-8. */

const encoder = new TextEncoder();

/** @returns the tokens of a text's bytes; `undefined` if the vocabulary does not have all of them */
export function byteTokens(ids: ReadonlyMap<string, number>): (text: string) => number[] | undefined {
  const tokens = Array.from({ length: 256 }, (_, byte) =>
    ids.get(`<0x${byte.toString(16).toUpperCase().padStart(2, "0")}>`),
  );
  return (text) => {
    const found: number[] = [];
    for (const byte of encoder.encode(text)) {
      const id = tokens[byte];
      if (id === undefined) return undefined;
      found.push(id);
    }
    return found;
  };
}
