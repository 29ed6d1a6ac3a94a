/** Scores long documents passage by passage: a document has the score of its best one. */
import type { RerankProgress } from "../../../contract/reranker.ts";
import type { ScoreKind } from "../../../models/model.ts";
import type { DocumentLength, DocumentScore, PassageRange } from "../../worker/protocol.ts";
import { measureDocuments } from "./measure-documents.ts";
import { rankPositions, readDocuments, relevanceScore } from "./rank.ts";
import { scoreInChunks } from "./score-chunks.ts";
import type { RequestScores, ScoringRun } from "./scoring-run.ts";
import type { WorkerAffinity } from "./worker-affinity.ts";

interface Passage extends PassageRange {
  /** Position of its document in the request. */
  document: number;
}

/** Passages are scored as documents of their own, in the same chunks and caches. */
export async function scoreInPassages(run: ScoringRun, affinity: WorkerAffinity): Promise<RequestScores> {
  const { passages: _, ...input } = run.input;
  const { scoreKind } = run.model;
  const { documents: lengths } = await measureDocuments(run);
  const passages = lengths.flatMap(({ passages: ranges = [] }, document): Passage[] =>
    ranges.map((range) => ({ ...range, document })),
  );
  const rows = lengths.map((): number[] => []);
  passages.forEach(({ document }, row) => rows[document]?.push(row));
  const documents = passages.map(
    ({ document, start, end }) => input.documents[document]?.slice(start, end) ?? "",
  );
  const onProgress = documentProgress(run, passages, rows);
  const scores = await scoreInChunks({ ...run, input: { ...input, documents }, onProgress }, affinity);
  const best = lengths.map((length, document) => {
    const own = rows[document] ?? [];
    const read = own.flatMap((row) => scores.documents[row] ?? []);
    // Its best passage may be one that was not read in time.
    return read.length < own.length ? undefined : bestOf(read, length, scoreKind);
  });
  const reported = readDocuments(best, scoreKind);
  run.onProgress({ phase: "score", scored: reported.length, total: best.length, documents: reported });
  return { ...scores, documents: best };
}

function bestOf(
  scores: readonly DocumentScore[],
  { documentTokens, usedTokens, passages = [], unreadPassages: unread = 0 }: DocumentLength,
  kind: ScoreKind,
): DocumentScore {
  const [best = 0] = rankPositions(scores.map(({ score }) => score));
  const rangeAt = (at: number): PassageRange => passages[at] ?? { start: 0, end: 0 };
  return {
    score: scores[best]?.score,
    documentTokens,
    usedTokens,
    cached: scores.every(({ cached }) => cached === true),
    promptTokens: scores.reduce((sum, { promptTokens }) => sum + promptTokens, 0),
    passage: { ...rangeAt(best), read: scores.length, unread },
    passageScores: scores.map(({ score }, at) => ({
      ...rangeAt(at),
      relevance_score: relevanceScore(score, kind),
    })),
  };
}

/** Counts a document as scored when its last passage is. */
function documentProgress(
  { onProgress, input }: ScoringRun,
  passages: readonly Passage[],
  rows: readonly (readonly number[])[],
): (progress: RerankProgress) => void {
  const left = rows.map((own) => own.length);
  return (progress) => {
    if (progress.phase !== "score") return onProgress(progress);
    for (const { index } of progress.documents) {
      const document = passages[index]?.document ?? 0;
      left[document] = (left[document] ?? 0) - 1;
    }
    const scored = left.filter((count) => count === 0).length;
    onProgress({ phase: "score", scored, total: input.documents.length, documents: [] });
  };
}
