/** Sentences and labels of the four ways to rank. Loaded with the first answer. */
export const fourWaysText = {
  words: { title: "By words", about: "BM25 counts the words that query and document share." },
  vectors: {
    title: "By vectors",
    about: "An embedding model reads query and document separately and compares the two vectors.",
  },
  lateInteraction: {
    title: "By late interaction",
    about:
      "Query and document are read separately, with one vector per token. Each token of the query finds its best match in the document.",
  },
  crossEncoder: {
    title: "By cross-encoder",
    about: "A reranker reads query and document together, word by word.",
  },
  ranBy: (model: string) => `Here: ${model}.`,
  run: (model: string) => `Run ${model}`,
  embedded: "Comes with this page.",
  download: (size: string, licence: string) => `Downloads about ${size} from the Hub, ${licence}.`,
} as const;
