/** The figures of a comparison, as rows of a table. Pure. */
import { formatDuration } from "../../../text/format.ts";
import type { Ranking } from "../../stores/ranking.ts";
import { gradeKeys, documentGrade, documentGrades } from "../../stores/grades.ts";
import { rankingAgreement, rankingQuality } from "./agreement.ts";

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
  const agreements = others.map((other) => rankingAgreement(local, other));
  const depth = Math.max(0, ...agreements.map((agreement) => agreement.depth));
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
          {
            name: "In common",
            about: "Documents that both returned: τ and ρ are over these alone.",
            values: [none, ...agreements.map(({ shared, k }) => `${shared} of ${k}`)],
          },
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
            `Overlap@${depth}`,
            `Share of the first ${depth} that both have, in whatever order.`,
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
        "From the first request to the answer, network and pauses included; of a model in this tab without download and load. “Kept”: embeddings of an earlier run were used again.",
      values: all.map(
        ({ elapsedMs, cached }) => `${formatDuration(elapsedMs)}${cached > 0 ? " (cached)" : ""}`,
      ),
    },
    {
      name: "Documents/s",
      about: "Documents that were read in that time; those with a cached embedding were not.",
      values: all.map(({ documents, cached, elapsedMs }) =>
        cached === documents.length
          ? none
          : ((documents.length - cached) / Math.max(elapsedMs / 1000, 1e-3)).toLocaleString("en", {
              maximumFractionDigits: 1,
            }),
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
  const documents = all[0]?.documents ?? [];
  const grades = documentGrades(documents);
  if (!grades) return [];
  const graded = documents.filter((document) => documentGrade(document) !== undefined).length;
  const relevant = grades.some((grade) => grade > 0);
  const quality = (value: number): string => (relevant ? fixed(value) : none);
  const qualities = all.map((ranking) => rankingQuality(ranking, grades));
  const k = Math.max(...qualities.map((quality) => quality.k));
  return [
    {
      name: "Graded",
      about: `Documents with a number under ${gradeKeys.join(", ")}; the others count as not relevant.`,
      values: all.map(() => `${graded} of ${documents.length}`),
    },
    {
      name: "nDCG@10",
      about:
        "How well the order follows the grades of the documents; 1 is the best possible order. Over what was returned: with fewer results than there are relevant documents it stays below 1.",
      values: qualities.map(({ ndcg10 }) => quality(ndcg10)),
    },
    {
      name: "MRR",
      about: "1 over the rank of the first document with a grade above 0.",
      values: qualities.map(({ mrr }) => quality(mrr)),
    },
    {
      name: `Recall@${k}`,
      about: "Share of the documents with a grade above 0 that were returned.",
      values: qualities.map(({ recall }) => quality(recall)),
    },
  ];
}

function fixed(value: number | undefined): string {
  return value === undefined ? none : value.toFixed(3).replace("-", "−");
}
