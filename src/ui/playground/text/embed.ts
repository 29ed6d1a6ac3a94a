/** Sentences and labels of the Embed dialog. */
export const embedText = {
  title: "Embed",
  kinds: "How",
  mode: "What it shows",
  modes: {
    full: "Query, documents and results",
    compact: "Query and results",
    results: "Results only",
  },
  page: "Your page",
  /** A predicate. */
  pageError: "must be an address that begins with https://",
  pageHint: "Only pages of this origin can exchange messages with the iframe, such as its height.",
  snippet: (kind: string) => `${kind} snippet`,
  copy: (kind: string) => `Copy ${kind} snippet`,
  unknownModel: (model: string, replacement: string) =>
    `${model} is not in the catalogue. The snippet uses ${replacement} instead.`,
  contents:
    "The snippet contains this page’s query, documents and settings. Nothing runs until someone presses Rerank. See docs/embedding.md for attributes, events and messages.",
} as const;
