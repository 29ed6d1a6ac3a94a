/** The figures of a comparison, as rows of a table. Pure. */
import { formatDuration } from "../../../words/format.ts";
import type { Ranking } from "../../stores/ranking.ts";
import { gradesOf } from "../../stores/grades.ts";
import { agreementOf, qualityOf } from "./agreement-of.ts";

export interface FigureRow {
  name: string;
  /** What it means, in a sentence. */
  about: string;
  /** One for the page's own ranking, then one for each that is compared; "–" where there is none. */
  values: readonly string[];
}

const none = "–";

export function figureRows(local: Ranking, others: readonly Ranking[]): FigureRow[] {
  const all = [local, ...others];
  const agreements = others.map((other) => agreementOf(local, other));
  const k = Math.max(0, ...agreements.map((agreement) => agreement.k));
  const withLocal = (
    name: string,
    about: string,
    value: (agreement: (typeof agreements)[number]) => number | undefined,
  ): FigureRow => ({
    name,
    about,
    values: [none, ...agreements.map((agreement) => fixed(value(agreement)))],
  });
  return [
    ...(agreements.length === 0
      ? []
      : [
          withLocal(
            "Kendall’s τ",
            "Pairs of documents in the same order less those in the other, over all pairs; 1 is the same order, −1 the reverse. Over the documents that both returned.",
            ({ tau }) => tau,
          ),
          withLocal(
            "Spearman’s ρ",
            "Correlation of the ranks: large displacements count more. Over the documents that both returned.",
            ({ rho }) => rho,
          ),
          withLocal(
            `Overlap@${k}`,
            `Share of the first ${k} that both have, in whatever order.`,
            ({ overlap }) => overlap,
          ),
          withLocal(
            "Rank-biased overlap",
            "Agreement at every depth, the first places weighing most (p = 0.9); 1 is the same, 0 nothing in common.",
            ({ rbo }) => rbo,
          ),
        ]),
    ...judgedRows(all),
    {
      name: "Time",
      about:
        "From the first request to the answer, network and pauses included; of a model in this tab without download and load.",
      values: all.map(({ elapsedMs }) => formatDuration(elapsedMs)),
    },
    {
      name: "Documents/s",
      about: "Documents of the request over that time. Kept embeddings make a local second run faster.",
      values: all.map(({ documents, elapsedMs }) =>
        (documents.length / Math.max(elapsedMs / 1000, 1e-3)).toFixed(1),
      ),
    },
    {
      name: "Tokens",
      about:
        "As each counts them itself: each model has a tokenizer of its own, and some servers do not tell.",
      values: all.map(({ totalTokens }) => totalTokens?.toLocaleString("en") ?? "not told"),
    },
  ];
}

function judgedRows(all: readonly Ranking[]): FigureRow[] {
  const grades = gradesOf(all[0]?.documents ?? []);
  if (!grades) return [];
  const qualities = all.map((ranking) => qualityOf(ranking, grades));
  const k = Math.max(...qualities.map((quality) => quality.k));
  return [
    {
      name: "nDCG@10",
      about: "How well the order follows the grades of the documents; 1 is the best possible order.",
      values: qualities.map(({ ndcg10 }) => fixed(ndcg10)),
    },
    {
      name: "MRR",
      about: "1 over the rank of the first document with a grade above 0.",
      values: qualities.map(({ mrr }) => fixed(mrr)),
    },
    {
      name: `Recall@${k}`,
      about: "Share of the documents with a grade above 0 that were returned.",
      values: qualities.map(({ recall }) => fixed(recall)),
    },
  ];
}

function fixed(value: number | undefined): string {
  return value === undefined ? none : value.toFixed(3).replace("-", "−");
}
