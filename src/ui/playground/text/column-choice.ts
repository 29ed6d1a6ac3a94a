/** Sentences and labels of the form that picks a table's columns. Loaded with the first table. */
import { plural } from "../../text/format.ts";

export const columnChoiceText = {
  form: (fileName: string) => `Column of ${fileName}`,
  documents: (fileName: string) => `Column of ${fileName} with the documents`,
  grades: "Column with grades",
  noGrades: "none",
  column: (number: number) => `Column ${number}`,
  header: "The first row is a header",
  use: (count: number) => `Use ${plural(count, "document")}`,
  cancel: "Do not open",
  emptyColumn: "This column is empty.",
  first: (text: string) => `First document: ${text}`,
} as const;
