/** Sentences and labels of the query. */
export const queryText = {
  section: "Query input",
  heading: "Query",
  placeholder: "What are you looking for?",
  image: "Image as the query",
  chooseImage: "Use an image as the query",
  replaceImage: "Another image",
  switchToText: "Use the text",
  /** @param message a predicate, such as "must not be empty" */
  error: (message: string) => `Query ${message}.`,
  /** @param message a clause with its own subject, such as "this model reads text only" */
  imageError: (message: string) => `Query: ${message}.`,
} as const;
