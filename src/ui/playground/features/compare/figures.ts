/** The figures of a comparison, as rows of a table. Pure. */
import { formatDuration } from "../../../text/format.ts";
import { documentGrade, documentGrades, gradeKeys } from "../../stores/grades.ts";
import type { Ranking } from "../../stores/ranking.ts";
import { type FigureText, figureText } from "../../text/figures.ts";
import { type Agreement, rankingAgreement, rankingQuality } from "./agreement.ts";

export interface FigureRow extends FigureText {
  /** One for the page's own ranking, then one for each candidate; "–" where there is none. */
  values: readonly string[];
  /** It compares a candidate with the page's own ranking, which has no value of its own. */
  relative?: true;
}

const none = "–";

export function figureRows(local: Ranking, others: readonly Ranking[]): FigureRow[] {
  const all = [local, ...others];
  return [
    ...agreementRows(others.map((other) => rankingAgreement(local, other))),
    ...judgedRows(all),
    {
      ...figureText.time,
      values: all.map(({ elapsedMs, cached, documents }) => {
        const duration = formatDuration(elapsedMs);
        return cached > 0 ? figureText.cached(duration, cached, documents.length) : duration;
      }),
    },
    { ...figureText.speed, values: all.map(documentsPerSecond) },
    {
      ...figureText.tokens,
      values: all.map(({ totalTokens }) => totalTokens?.toLocaleString("en") ?? figureText.notReported),
    },
  ];
}

function agreementRows(agreements: readonly Agreement[]): FigureRow[] {
  if (agreements.length === 0) return [];
  const depth = Math.max(...agreements.map((agreement) => agreement.depth));
  const row = (text: FigureText, value: (agreement: Agreement) => string): FigureRow => ({
    ...text,
    values: [none, ...agreements.map(value)],
    relative: true,
  });
  return [
    row(figureText.shared, ({ shared, k }) => figureText.of(shared, k)),
    row(figureText.tau, ({ tau }) => fixed(tau)),
    row(figureText.rho, ({ rho }) => fixed(rho)),
    row(figureText.overlap(depth), ({ overlap }) => fixed(overlap)),
    row(figureText.rbo, ({ rbo }) => fixed(rbo)),
  ];
}

/** None unless the documents are judged. */
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
    { ...figureText.graded(gradeKeys), values: all.map(() => figureText.of(graded, documents.length)) },
    { ...figureText.ndcg, values: qualities.map(({ ndcg10 }) => quality(ndcg10)) },
    { ...figureText.mrr, values: qualities.map(({ mrr }) => quality(mrr)) },
    { ...figureText.recall(k), values: qualities.map(({ recall }) => quality(recall)) },
  ];
}

/** Documents with a cached embedding were not read. */
function documentsPerSecond({ documents, cached, elapsedMs }: Ranking): string {
  if (cached === documents.length) return none;
  const seconds = Math.max(elapsedMs / 1000, 1e-3);
  return ((documents.length - cached) / seconds).toLocaleString("en", { maximumFractionDigits: 1 });
}

function fixed(value: number | undefined): string {
  return value === undefined ? none : value.toFixed(3).replace("-", "−");
}
