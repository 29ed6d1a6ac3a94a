/** Whether a model's files can be fetched from there: not `javascript:`, `data:` or `file:`. */
export function isWebAddress(address: string): boolean {
  return /^https?:\/\//i.test(address) && URL.canParse(address);
}
