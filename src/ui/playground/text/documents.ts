/** Sentences and labels of the documents. */
import { plural } from "../../text/format.ts";

export const documentsText = {
  section: "Documents input",
  heading: "Documents",
  asRows: "Rows",
  asJson: "JSON",
  asInvalidJson: "JSON (not valid)",
  upload: "Upload",
  uploadInput: "File with documents",
  pastedText: "the pasted text",
  jsonText: "this JSON",
  clear: "Clear",
  /** Below the first rows. */
  more: (count: number) => plural(count, "more document"),
  addDocument: "Add document",
  addImage: "Add image",
  imageInput: "Images as documents",
  empty: "No documents. Add one, paste several lines, drop a file here or open an example.",
  /** @param extensions such as [".txt", ".csv"] */
  help: (extensions: readonly string[]) =>
    `Paste lines or a JSON array into a row to add several. Files: ${extensions.join(", ")}.`,
  imageHelp: (megabytes: number) => ` Images: drop or paste them here, up to ${megabytes} MB each.`,
  cleared: "Cleared all documents.",
  addedImages: (count: number) => `Added ${plural(count, "image")}.`,
  opened: (count: number, source: string) => `Opened ${plural(count, "document")} from ${source}.`,
  droppedFolder: "That is a folder. If it holds a model, drop it on Model.",
  document: (number: number) => `Document ${number}`,
  editWhole: (number: number) => `Edit all of document ${number}`,
  wholeText: (characters: number) => `Edit all ${characters.toLocaleString("en")} characters`,
  tooLongToEdit: "The documents are too long to edit here as JSON. Edit them as rows, or upload a file.",
  tooLongPaste: (characters: number, limit: number) =>
    `The pasted text has ${characters.toLocaleString("en")} characters; at most ${limit.toLocaleString("en")} fit here. Cut it, or save it as a file with lines and upload that.`,
  move: (number: number) => `Move document ${number}`,
  moveHint: "Drag, or press the up and down arrow keys",
  delete: (number: number) => `Delete document ${number}`,
  emptyDocument: "Empty: ranks last",
  /** @param message a predicate, such as "needs a text" */
  error: (number: number, message: string) => `Document ${number} ${message}.`,
  /** @param message a clause with its own subject, such as "this model reads text only" */
  imageError: (number: number, message: string) => `Document ${number}: ${message}.`,
  jsonEditor: "Documents as JSON",
  invalidJson: "The rows change once this JSON is valid.",
  partlyRead: (fileName: string) => `Some lines of ${fileName} have problems.`,
  notRead: (source: string) => `Could not read ${source}. Your documents are unchanged.`,
  /** One of several files. */
  skippedFile: (fileName: string) => `Could not read ${fileName}.`,
  /** @param place of the problem, from 1; without a line, the problem concerns the whole file */
  problem: (message: string, { line, column }: { line?: number; column?: number }) => {
    if (line === undefined) return message;
    return `Line ${line}${column === undefined ? "" : `, column ${column}`}: ${message}`;
  },
  moreProblems: (count: number) => `And ${count} more.`,
  undo: "Undo",
  dismiss: "Dismiss",
} as const;
