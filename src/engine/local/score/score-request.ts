import { blockLimits } from "./blocks.ts";
import { scoreInBlocks } from "./score-blocks.ts";
import { scoreInChunks } from "./score-chunks.ts";
import { scoreInPassages } from "./score-passages.ts";
import type { RequestScores, ScoringRun } from "./scoring-run.ts";
import type { WorkerAffinity } from "./worker-affinity.ts";

/** Scores a request's documents the way the model's family reads them. */
export function scoreRequest(run: ScoringRun, affinity: WorkerAffinity): Promise<RequestScores> {
  if (run.input.passages) return scoreInPassages(run, affinity);
  const limits = blockLimits(run.status.device, run.model);
  return limits ? scoreInBlocks(run, limits) : scoreInChunks(run, affinity);
}
