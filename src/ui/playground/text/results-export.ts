/** Words of an exported answer. Loaded with the first answer. */
export const resultsExportText = {
  query: "Query",
  imageQuery: "an image",
  columns: { rank: "Rank", document: "Document", score: "Score", text: "Text" },
} as const;
