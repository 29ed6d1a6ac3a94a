/** Sentences about the draft: its documents, its model, and changes of it. */
import { plural } from "../../text/format.ts";

export const draftText = {
  removedQueryImage: "Removed the image of the query.",
  /** @param number from 1 */
  deletedDocument: (number: number) => `Deleted document ${number}.`,
  pastedDocuments: (count: number) => `Pasted ${plural(count, "document")}.`,
  openedRun: (number: number) => `Opened run ${number} again.`,
  openedExample: (title: string) => `Opened the example “${title}”.`,
  openedGolden: (title: string) => `Opened texts whose scores are known for ${title}.`,
  /** Predicates: the field's name comes before them. */
  jsonProblem: {
    invalid: "are not valid JSON yet",
    undecided: "wait for your choice below the JSON",
  },

  missingModel: (id: string) => `There is no model “${id}”.`,
  missingFolder: (name: string) => `The folder of “${name}” is no longer open. Choose it again under Model.`,

  /** Labels of documents. @param number from 1 */
  image: (number: number) => `Image document ${number}`,
  id: (id: string) => `id ${id}`,
  grade: (grade: number) => `grade ${grade}`,
  object: "object",
} as const;
