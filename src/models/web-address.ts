/** Whether a model's files can be fetched from there: not `javascript:`, `data:` or `file:`. */
export function isWebAddress(address: string): boolean {
  return /^https?:\/\//i.test(address) && URL.canParse(address);
}

/** An address without the slashes at its end. Looking back keeps a long row of slashes from taking quadratic time. */
export function withoutEndSlashes(address: string): string {
  return address.replace(/(?<!\/)\/+$/, "");
}
