/**
 * JSON whose numbers keep all their digits. Clients use numbers as ids of documents; beyond 2^53, `JSON.parse` returns
 * another one.
 */

/** JSON data and the function that serializes it. */
export interface ExactJson {
  value: unknown;
  stringify: (value: unknown) => string | undefined;
}

/** Numbers of up to 15 characters, and exponents of up to two digits, survive `JSON.parse`. */
const longNumber = /[\d.]{16}|e[+-]?\d{3}/i;

/**
 * @param text valid JSON
 * @returns `undefined` if `JSON.parse` loses nothing
 */
export async function parseExactly(text: string): Promise<ExactJson | undefined> {
  if (!longNumber.test(text)) return undefined;
  // Few requests need it.
  const { LosslessNumber, isSafeNumber, parse, stringify } = await import("lossless-json");
  const value = parse(text, undefined, {
    parseNumber: (digits) => (isSafeNumber(digits) ? Number(digits) : new LosslessNumber(digits)),
    onDuplicateKey: ({ newValue }) => newValue,
  });
  return { value, stringify };
}
