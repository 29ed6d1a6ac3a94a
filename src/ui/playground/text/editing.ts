/** Sentences about changes of the draft. */
export const editingText = {
  removedQueryImage: "Removed the image of the query.",
  /** @param number from 1 */
  deletedDocument: (number: number) => `Deleted document ${number}.`,
  pastedDocuments: (count: number) => `Pasted ${count} documents.`,
  openedExample: (title: string) => `Opened the example “${title}”.`,
  /** A predicate: the field's name comes before it. */
  invalidJson: "are not valid JSON yet",
} as const;
