import { describe, expect, test } from "vitest";
import type { RerankDocument } from "../../../../src/contract/rerank.ts";
import {
  rankingAgreement,
  rankingQuality,
} from "../../../../src/ui/playground/features/compare/agreement.ts";
import {
  exportComparisonCsv,
  exportComparisonJson,
  exportComparisonMarkdown,
} from "../../../../src/ui/playground/features/compare/export-comparison.ts";
import {
  exportExampleSetCsv,
  exportExampleSetJson,
  exportExampleSetMarkdown,
} from "../../../../src/ui/playground/features/compare/export-example-set.ts";
import { figureRows } from "../../../../src/ui/playground/features/compare/figures.ts";
import { compared, shownCandidates } from "../../../../src/ui/playground/features/compare/candidates.ts";
import { judge } from "../../../../src/ui/playground/features/compare/verdict.ts";
import { verdictText } from "../../../../src/ui/playground/text/compare.ts";
import { openingDraft } from "../../../../src/ui/playground/stores/draft.ts";
import { documentGrades } from "../../../../src/ui/playground/stores/grades.ts";
import { type Ranking, sameQuestion } from "../../../../src/ui/playground/stores/ranking.ts";

const texts: RerankDocument[] = ["zero", "one | a", "=two", "three", "four"];

function ranking(order: readonly number[], change: Partial<Ranking> = {}): Ranking {
  return {
    draft: openingDraft(),
    documents: texts,
    order,
    returned: 3,
    scores: new Map(order.map((index, position) => [index, 1 - position / 10])),
    scoreKind: "cosine",
    model: "m",
    where: "host",
    elapsedMs: 500,
    cached: 0,
    totalTokens: undefined,
    notes: [],
    ...change,
  };
}

describe("agreement", () => {
  test("is over what both returned, not over all that one of them knows", () => {
    expect(rankingAgreement(ranking([0, 1, 2, 3, 4]), ranking([2, 1, 4]))).toEqual({
      k: 3,
      shared: 2,
      tau: -1,
      rho: -1,
      overlap: 2 / 3,
      depth: 3,
      // (2/3) · 0.9³ + (0.1/0.9) · (0 + 0.81/2 + 0.729 · 2/3)
      rbo: expect.closeTo(0.585, 9) as number,
    });
  });

  test("of an empty answer there is nothing to say; of all documents the first ten overlap", () => {
    expect(rankingAgreement(ranking([0, 1, 2]), ranking([], { returned: 0 }))).toMatchObject({
      overlap: undefined,
      rbo: undefined,
    });
    const all = Array.from({ length: 30 }, (_, index) => index);
    const change = { returned: 30, documents: all.map(String) };
    expect(rankingAgreement(ranking(all, change), ranking(all.toReversed(), change))).toMatchObject({
      k: 30,
      depth: 10,
      overlap: 0,
      tau: -1,
    });
  });

  test("of fewer than two shared documents there is no correlation", () => {
    expect(rankingAgreement(ranking([0, 1, 2]), ranking([3, 4, 2]))).toMatchObject({
      shared: 1,
      tau: undefined,
      rho: undefined,
    });
  });
});

test("grades: numbers, texts with numbers, under any of their names; what has none counts as not relevant", () => {
  expect(documentGrades(["a", "b"])).toBeUndefined();
  expect(
    documentGrades([
      "a",
      { text: "b", grade: 2 },
      { text: "c", relevance: "1" },
      { text: "d", metadata: { qrel: true } },
      { text: "e", grade: "none" },
    ]),
  ).toEqual([0, 2, 1, 1, 0]);
});

test("quality is that of what was returned", () => {
  expect(rankingQuality(ranking([0, 1, 2, 3, 4]), [0, 0, 0, 3, 1])).toEqual({
    ndcg10: 0,
    mrr: 0,
    recall: 0,
    k: 3,
  });
  expect(rankingQuality(ranking([3, 4, 0]), [0, 0, 0, 3, 1])).toEqual({ ndcg10: 1, mrr: 1, recall: 1, k: 3 });
});

test("figures: one value for each candidate, quality only where documents are judged", () => {
  const rows = figureRows(ranking([0, 1, 2]), [ranking([0, 1, 2], { totalTokens: 1234 })]);
  expect(rows.map(({ name }) => name)).toEqual([
    "In common",
    "Kendall’s τ",
    "Spearman’s ρ",
    "Overlap@3",
    "Rank-biased overlap",
    "Time",
    "Documents/s",
    "Tokens",
  ]);
  expect(rows.every(({ values }) => values.length === 2)).toBe(true);
  expect(rows[0]?.values).toEqual(["–", "3 of 3"]);
  expect(rows[1]?.values).toEqual(["–", "1.000"]);
  expect(rows.at(-1)?.values).toEqual(["not reported", "1,234"]);
  const judged = [{ text: "a", grade: 1 }, "b", "c"];
  const names = figureRows(ranking([0, 1, 2], { documents: judged }), []).map(({ name }) => name);
  expect(names.slice(0, 4)).toEqual(["Graded", "nDCG@10", "MRR", "Recall@3"]);
  const [graded, ndcg] = figureRows(ranking([0, 1, 2], { documents: [{ text: "a", grade: 0 }, "b"] }), []);
  expect([graded?.values, ndcg?.values]).toEqual([["1 of 2"], ["–"]]);
});

test("cached embeddings are marked, and are no speed of the model", () => {
  const cached = ranking([0, 1, 2], { cached: texts.length, elapsedMs: 3 });
  const rows = figureRows(cached, [ranking([0, 1, 2], { cached: 1, elapsedMs: 2000 })]);
  expect(rows.find(({ name }) => name === "Time")?.values).toEqual([
    "all cached (3 ms)",
    "1 cached (2.00 s)",
  ]);
  expect(rows.find(({ name }) => name === "Documents/s")?.values).toEqual(["–", "2"]);
});

describe("what two orders agree on", () => {
  const sentence = (a: Ranking, b: Ranking) => verdictText.sentence("Remote", judge(a, b));

  test("in one sentence", () => {
    expect(sentence(ranking([0, 1, 2]), ranking([0, 1, 2]))).toBe(
      "Remote: the same first 3 documents, in the same order.",
    );
    expect(sentence(ranking([0, 1, 2]), ranking([0, 2, 1]))).toBe(
      "Remote: the same first 3 documents, in another order after the first.",
    );
    expect(sentence(ranking([0, 1, 2]), ranking([1, 0, 2]))).toBe(
      "Remote: the same first 3 documents, in another order.",
    );
    expect(sentence(ranking([0, 1], { returned: 2 }), ranking([2, 1], { returned: 2 }))).toBe(
      "Remote: 1 of the first 2 documents in common, another one first.",
    );
    expect(sentence(ranking([0], { returned: 1 }), ranking([0], { returned: 1 }))).toBe(
      "Remote: the same first document.",
    );
    expect(sentence(ranking([], { returned: 0 }), ranking([], { returned: 0 }))).toBe(
      "Remote: neither returned a document.",
    );
  });

  test("the largest differences of what either returned come first, unknown ranks count as beyond the last", () => {
    const local = ranking([4, 0, 1, 2, 3], { returned: 2 });
    const remote = ranking([3, 0], { returned: 2 });
    expect(judge(local, remote).differences).toEqual([
      { index: 4, local: 1, other: undefined },
      { index: 3, local: 5, other: 1 },
    ]);
    expect(verdictText.move(5, 1)).toBe("5 here, 1 there");
    expect(verdictText.move(1, undefined)).toBe("1 here, not returned there");
  });
});

describe("what is compared", () => {
  const local = ranking([0, 1, 2]);
  const other = (draft: Ranking["draft"], source = "here") =>
    shownCandidates({
      local,
      question: local.draft,
      source: "here",
      ids: ["remote"],
      candidates: { remote: { run: { status: "idle" }, ranking: ranking([1, 0, 2], { draft, source }) } },
      localCandidates: [],
      findModel: () => undefined,
    });

  test("is only what answers the same question", () => {
    expect(compared(other(local.draft)).map(({ name }) => name)).toEqual(["Remote"]);
    const { draft } = local;
    expect(compared(other({ ...draft, query: "another" }))).toEqual([]);
    expect(compared(other({ ...draft, rows: draft.rows.slice(1) }))).toEqual([]);
    expect(compared(other({ ...draft, settings: { ...draft.settings, topN: "4" } }))).toEqual([]);
  });

  test("and comes from where it would be asked now", () => {
    expect(compared(other(local.draft, "elsewhere"))).toEqual([]);
    expect(other(local.draft, "elsewhere")[1]?.stale).toBe("settings");
  });

  test("what the page was asked last decides which candidate is of an earlier input", () => {
    const newer = { ...local.draft, query: "newer" };
    const candidates = shownCandidates({
      local,
      question: newer,
      source: "here",
      ids: ["remote"],
      candidates: {
        remote: { run: { status: "idle" }, ranking: ranking([1, 0, 2], { draft: newer, source: "here" }) },
      },
      localCandidates: [],
      findModel: () => undefined,
    });
    expect(candidates.map(({ stale }) => stale)).toEqual(["input", undefined]);
    expect(compared(candidates)).toEqual([]);
  });

  test("whichever model it is asked of", () => {
    const { draft } = local;
    const settings = { ...draft.settings, modelId: "other", device: "webgpu" as const };
    expect(sameQuestion(draft, { ...draft, settings })).toBe(true);
  });
});

describe("exports", () => {
  const own = { id: "local", name: "Local", ranking: ranking([0, 1, 2, 3, 4]) };
  const others = [{ id: "remote", name: "Remote", ranking: ranking([2, 3, 1]) }];

  test("JSON has the orders, the places here and the figures", () => {
    const content = JSON.parse(exportComparisonJson(own, others).text) as {
      sides: Record<string, unknown>[];
    };
    expect(content.sides[1]).toMatchObject({
      side: "Remote",
      results: [
        { rank: 1, document: 3, localRank: 3 },
        { rank: 2, document: 4, localRank: 4 },
        { rank: 3, document: 2, localRank: 2 },
      ],
      agreement: { k: 3, shared: 2 },
    });
    expect(content.sides[0]).not.toHaveProperty("agreement");
  });

  test("CSV has a row for each result, and no cell that a spreadsheet would run", () => {
    const lines = exportComparisonCsv(own, others).text.trim().split("\r\n");
    expect(lines.length).toBe(7);
    expect(lines[4]).toBe(`Remote,1,3,1,3,"'=two"`);
  });

  test("Markdown has both orders side by side, and its tables stay whole", () => {
    const { text } = exportComparisonMarkdown(own, others);
    expect(text).toContain("| 2 | 2 (0.9000) one \\| a | 4 (0.9000) three |");
    expect(text).toContain("| Overlap@3 | – | 0.667 |");
  });

  test("the examples: rows with figures, and those that failed with why", () => {
    const base = { example: "E | 1", candidate: "remote", name: "Remote", local: own.ranking };
    const rows = [
      { ...base, other: { ok: true as const, ranking: others[0]?.ranking ?? own.ranking } },
      { ...base, example: "E2", other: { ok: false as const, message: "no" } },
    ];
    expect(JSON.parse(exportExampleSetJson(rows).text)).toMatchObject([
      { example: "E | 1", k: 3, shared: 2, error: "" },
      { example: "E2", tau: "", error: "no" },
    ]);
    expect(exportExampleSetCsv(rows).text.trim().split("\r\n").length).toBe(3);
    expect(exportExampleSetMarkdown(rows).text).toContain("| E \\| 1 | Remote: m, host |");
  });
});
