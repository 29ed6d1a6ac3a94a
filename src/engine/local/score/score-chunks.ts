/** Scores documents that do not depend on each other: in chunks, on whichever worker is free. */
import { type ChunkScores, type DocumentScore, embeddingKey } from "../../worker/protocol.ts";
import { families } from "../../../models/families.ts";
import { chunkLimits, lightChunk } from "./chunk-limits.ts";
import { estimateTokens, planChunks } from "./chunks.ts";
import { type Chunk, documentsTask } from "./documents-task.ts";
import { scoredDocuments } from "./rank.ts";
import type { RequestScores, ScoringRun } from "./scoring-run.ts";
import type { WorkerAffinity } from "./worker-affinity.ts";

/** Reports the documents of each chunk as soon as it is scored. */
export async function scoreInChunks(run: ScoringRun, affinity: WorkerAffinity): Promise<RequestScores> {
  const { input, model, pool, budget, signal, onProgress } = run;
  const { cachesDocuments } = families[model.recipe.family];
  const total = input.documents.length;
  const keys = input.documents.map((text) => embeddingKey(text, input.truncation));
  const tasks = planSlotChunks(
    run,
    keys.map((key) => affinity.slotFor(key)),
  ).map(({ positions, slot }) => {
    const task = documentsTask(input, positions, (worker, documents) => worker.score(documents), slot);
    return budget ? budget.timed(task) : task;
  });
  const documents: (DocumentScore | undefined)[] = input.documents.map(() => undefined);
  let query = { tokens: 0, usedTokens: 0 };
  let queryTokens = 0;
  let scored = 0;
  onProgress({ phase: "score", scored, total, documents: [] });
  const onDone = ({ positions, value }: Chunk<ChunkScores>, slot: number): void => {
    ({ query } = value);
    queryTokens = Math.max(queryTokens, value.queryPromptTokens);
    for (const [row, score] of value.documents.entries()) {
      const position = positions[row] ?? 0;
      documents[position] = score;
      if (cachesDocuments) affinity.record(keys[position] ?? "", slot);
    }
    scored += positions.length;
    const reported = scoredDocuments(positions, value.documents, model.scoreKind);
    onProgress({ phase: "score", scored, total, documents: reported });
  };
  await pool.run(tasks, signal, onDone, (units) => budget?.mayStart(units) ?? true);
  const promptTokens = documents.reduce((sum, document) => sum + (document?.promptTokens ?? 0), queryTokens);
  return { documents, query, promptTokens };
}

/** Some documents, by their position in the request, and the worker that may have them cached. */
interface SlotChunk {
  positions: number[];
  slot: number | undefined;
}

/** Chunks whose documents all belong to one worker, or to none. */
function planSlotChunks(run: ScoringRun, slots: readonly (number | undefined)[]): SlotChunk[] {
  const sizes = estimateSizes(run);
  const limits = chunkLimits(run.model.recipe.family, run.status);
  return groupBySlot(slots).flatMap(({ slot, positions }) => {
    const groupSizes = positions.map((position) => sizes[position] ?? 0);
    // With a limit on the time, what may be cached is not read in large chunks: it may have been evicted.
    const chunks = run.budget
      ? planChunks(groupSizes, limits, true)
      : planChunks(groupSizes, slot === undefined ? limits : lightChunk);
    return chunks.map((rows) => ({ slot, positions: rows.flatMap((row) => positions[row] ?? []) }));
  });
}

/** Estimated tokens of each document. An image is as much work as the longest text. */
function estimateSizes({ input, model: { maxTokens } }: ScoringRun): number[] {
  return input.documents.map((text, position) =>
    input.images?.documents[position] ? maxTokens : estimateTokens(text, maxTokens),
  );
}

function groupBySlot(slots: readonly (number | undefined)[]): SlotChunk[] {
  const groups = new Map<number | undefined, number[]>();
  slots.forEach((slot, position) => {
    const group = groups.get(slot);
    if (group) group.push(position);
    else groups.set(slot, [position]);
  });
  return [...groups].map(([slot, positions]) => ({ slot, positions }));
}
