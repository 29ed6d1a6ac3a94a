/** Base64 this long tells a reader nothing. */
const data = /(data:[\w.+/-]+;base64,[\w+/-]{16})[\w+/=-]{48,}/g;

/** Code for display, with its embedded images shortened. Pure. */
export function shortenData(code: string): string {
  return code.replace(data, "$1…");
}
