/** A comparison as a file: rankings and figures, with no address beyond the host and no key. Pure. */
import { toCsv } from "../../ui/csv.ts";
import { inputText } from "../../../../contract/rerank.ts";
import type { Ranking } from "../../stores/ranking.ts";
import type { SavedFile } from "../../ui/save-file.ts";
import { markdownCell } from "../results/export-answer.ts";
import { documentGrades } from "../../stores/grades.ts";
import { exportFile, table } from "./export-file.ts";
import { rankingAgreement, rankingQuality } from "./agreement.ts";
import { figureRows } from "./figures.ts";
import type { ShownCandidate } from "./candidates.ts";

/** A candidate with a ranking that can be compared. */
export type ComparedCandidate = Pick<ShownCandidate, "id" | "name"> & { ranking: Ranking };

function resultRows({ name, ranking }: ComparedCandidate, local: Ranking) {
  return ranking.order.slice(0, ranking.returned).map((index, position) => {
    const place = local.order.indexOf(index);
    return {
      side: name,
      rank: position + 1,
      document: index + 1,
      score: ranking.scores.get(index) ?? 0,
      localRank: place === -1 ? undefined : place + 1,
      text: inputText(ranking.documents[index] ?? "") ?? "",
    };
  });
}

export function exportComparisonJson(
  local: ComparedCandidate,
  others: readonly ComparedCandidate[],
): SavedFile {
  const grades = documentGrades(local.ranking.documents);
  const content = {
    query: local.ranking.draft.query,
    documents: local.ranking.documents,
    sides: [local, ...others].map((candidate) => {
      const { ranking } = candidate;
      return {
        side: candidate.name,
        model: ranking.model,
        where: ranking.where,
        scoreKind: ranking.scoreKind,
        elapsedMs: ranking.elapsedMs,
        totalTokens: ranking.totalTokens ?? null,
        ...(grades && { quality: rankingQuality(ranking, grades) }),
        ...(candidate.id !== local.id && { agreement: rankingAgreement(local.ranking, ranking) }),
        results: resultRows(candidate, local.ranking).map(({ rank, document, score, localRank }) => ({
          rank,
          document,
          score,
          localRank: localRank ?? null,
        })),
      };
    }),
  };
  return exportFile("tabrank-comparison", "json", `${JSON.stringify(content, null, 2)}\n`);
}

export function exportComparisonCsv(
  local: ComparedCandidate,
  others: readonly ComparedCandidate[],
): SavedFile {
  const rows = [local, ...others].flatMap((candidate) => resultRows(candidate, local.ranking));
  return exportFile("tabrank-comparison", "csv", toCsv(rows));
}

export function exportComparisonMarkdown(
  local: ComparedCandidate,
  others: readonly ComparedCandidate[],
): SavedFile {
  const candidates = [local, ...others];
  const figures = figureRows(
    local.ranking,
    others.map(({ ranking }) => ranking),
  );
  const orders = candidates.map((candidate) => resultRows(candidate, local.ranking));
  const depth = Math.max(...orders.map(({ length }) => length));
  const text = [
    `**Query:** ${local.ranking.draft.query.replace(/\s+/g, " ")}`,
    "",
    ...candidates.map(
      ({ name, ranking }) =>
        `- ${markdownCell(name)}: ${markdownCell(ranking.model)}, ${ranking.where}; score: ${ranking.scoreKind}`,
    ),
    "",
    ...table(
      ["Rank", ...candidates.map(({ name }) => markdownCell(name))],
      Array.from({ length: depth }, (_, row) => [
        String(row + 1),
        ...orders.map((order) => {
          const at = order[row];
          return at ? `${at.document} (${at.score.toFixed(4)}) ${markdownCell(at.text)}` : "";
        }),
      ]),
    ),
    "",
    ...table(
      ["", ...candidates.map(({ name }) => markdownCell(name))],
      figures.map(({ name, values }) => [name, ...values]),
    ),
    "",
  ].join("\n");
  return exportFile("tabrank-comparison", "md", text);
}
