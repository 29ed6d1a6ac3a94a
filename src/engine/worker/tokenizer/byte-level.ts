/** GPT-2's alphabet: one visible character for each byte of UTF-8. */

const characters = Array.from({ length: 256 }, () => "");
const bytes = new Map<string, number>();
let next = 256;
for (let byte = 0; byte < 256; byte++) {
  const visible = (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte !== 0xad);
  const character = String.fromCharCode(visible ? byte : next++);
  characters[byte] = character;
  bytes.set(character, byte);
}

const encoder = new TextEncoder();

export function byteCharacters(text: string): string {
  let written = "";
  for (const byte of encoder.encode(text)) written += characters[byte];
  return written;
}

/** The bytes that a token of the alphabet stands for; the UTF-8 of the token if it has other characters. */
export function tokenBytes(token: string): Iterable<number> {
  const read = Array.from(token, (character) => bytes.get(character));
  return read.includes(undefined) ? encoder.encode(token) : read.map((byte) => byte ?? 0);
}
