/** Tells a paste of several documents from a paste of text. Pure; part of the first scripts. */

/** Whether the text can be more than one document: several lines, or JSON. The reader decides. */
export function canBeDocuments(text: string): boolean {
  const trimmed = text.trim();
  return /^[[{]/.test(trimmed) || /[\r\n]/.test(trimmed);
}
