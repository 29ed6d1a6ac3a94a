/** Scores that a device is trusted with, because it gave known pairs their scores in the same run. */
import { RerankError } from "../../../contract/errors.ts";
import type { GoldenPair } from "../../../models/model.ts";
import { judgeSelfTest } from "../load/self-test.ts";
import { loadMessages } from "../messages.ts";
import { pairTask } from "./pair-task.ts";
import { scoreRequest } from "./score-request.ts";
import type { RequestScores, ScoringRun } from "./scoring-run.ts";
import type { WorkerAffinity } from "./worker-affinity.ts";

/**
 * On a GPU, one known pair is scored before the documents, so that nothing of a broken device is shown, and another after
 * them, so that it was still right at the end. Each is an input of its own, which changes no other score.
 * @throws {RerankError} `self_test_failed` if a known pair has another score now
 */
export async function scoreTrusted(run: ScoringRun, affinity: WorkerAffinity): Promise<RequestScores> {
  const [first, last = first] = run.known?.pairs ?? [];
  await checkPair(first, run);
  const scores = await scoreRequest(run, affinity);
  await checkPair(last, run);
  return scores;
}

async function checkPair(
  pair: GoldenPair | undefined,
  { known, pool, status, model, signal }: ScoringRun,
): Promise<void> {
  if (!pair || !known) return;
  const scores: (number | undefined)[] = [];
  await pool.run([pairTask(pair, 0)], signal, ({ score }) => scores.push(score));
  const report = judgeSelfTest({ ...known, pairs: [pair] }, scores, status.dtype, model.scoreKind);
  if (!report.passed) throw new RerankError("self_test_failed", loadMessages.checkFailed(status, report));
}
