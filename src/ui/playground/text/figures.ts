/** The figures of a comparison: their names, what they mean, and how values read. */
export interface FigureText {
  name: string;
  /** What it means, in one or two sentences. */
  about: string;
}

export const figureText = {
  heading: "Figure",
  caption: (returned: number) => `Over the first ${returned} of each`,
  agreement: (returned: number) => `Agreement with Local, over the first ${returned} of each`,
  meaning: "What these figures mean",
  noCorrelation:
    "With fewer than two documents in common, τ and ρ are undefined. Leave “Number of returned documents” empty to compare all documents.",
  notReported: "not reported",
  of: (part: number, whole: number) => `${part} of ${whole}`,
  /** A time that says little beside those of models that read every document. */
  cached: (duration: string, cached: number, documents: number) =>
    cached === documents ? `all cached (${duration})` : `${cached} cached (${duration})`,
  shared: {
    name: "In common",
    about: "Documents that both returned. τ and ρ cover only these.",
  },
  tau: {
    name: "Kendall’s τ",
    about:
      "The share of document pairs in the same order minus the share in the opposite order: 1 is the same order, −1 the reverse. Over the documents that both returned.",
  },
  rho: {
    name: "Spearman’s ρ",
    about: "Correlation of the ranks; large displacements count more. Over the documents that both returned.",
  },
  overlap: (depth: number): FigureText => ({
    name: `Overlap@${depth}`,
    about: `Share of the first ${depth} that both have, in any order.`,
  }),
  rbo: {
    name: "Rank-biased overlap",
    about:
      "Agreement at every depth, with the most weight on the first ranks (p = 0.9): 1 is identical, 0 nothing in common.",
  },
  graded: (keys: readonly string[]): FigureText => ({
    name: "Graded",
    about: `Documents with a number under ${keys.join(", ")}. The others count as not relevant.`,
  }),
  ndcg: {
    name: "nDCG@10",
    about:
      "How well the order follows the documents’ grades; 1 is the best possible order. Only returned documents count: with fewer results than relevant documents it stays below 1.",
  },
  mrr: { name: "MRR", about: "1 divided by the rank of the first document with a grade above 0." },
  recall: (k: number): FigureText => ({
    name: `Recall@${k}`,
    about: "Share of the documents with a grade above 0 that were returned.",
  }),
  time: {
    name: "Time",
    about:
      "From the first request to the answer, including network and waits; for a model in this tab, without download and load. “Cached” documents were not read: their embeddings are of an earlier run, so such a time cannot be compared.",
  },
  speed: {
    name: "Documents/s",
    about: "Documents read per second of that time. Documents with a cached embedding are not read.",
  },
  tokens: {
    name: "Tokens",
    about: "As each model counts them with its own tokenizer. Some servers do not report them.",
  },
} as const;
