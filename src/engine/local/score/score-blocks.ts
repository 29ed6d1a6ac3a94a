/** Scores documents with a listwise model, which reads them in blocks: one prompt holds several, in their order. */
import type { ChunkScores } from "../../worker/protocol.ts";
import { type BlockLimits, combineBlocks, planBlocks } from "./blocks.ts";
import { type Chunk, documentsTask } from "./documents-task.ts";
import { measureDocuments } from "./measure-documents.ts";
import { scoredDocuments } from "./rank.ts";
import type { RequestScores, ScoringRun } from "./scoring-run.ts";

/**
 * Reports each block with its own scores as soon as it is scored. If there are several blocks, the final scores depend
 * on all of them: they are reported again at the end.
 */
export async function scoreInBlocks(run: ScoringRun, limits: BlockLimits): Promise<RequestScores> {
  const { input, model, pool, budget, signal, onProgress } = run;
  const total = input.documents.length;
  onProgress({ phase: "score", scored: 0, total, documents: [] });
  const positions = await planPositions(run, limits);
  const blocks: Chunk<ChunkScores>[] = [];
  let scored = 0;
  const report = (block: Chunk<ChunkScores>): void => {
    const documents = scoredDocuments(block.positions, block.value.documents, model.scoreKind);
    onProgress({ phase: "score", scored, total, documents, blocks: positions.length });
  };
  const tasks = positions.map((block) => {
    const task = documentsTask(input, block, (worker, documents) => worker.score(documents));
    return budget ? budget.timed(task) : task;
  });
  const onDone = (block: Chunk<ChunkScores>): void => {
    blocks[positions.indexOf(block.positions)] = block;
    scored += block.positions.length;
    report(block);
  };
  await pool.run(tasks, signal, onDone, (units) => budget?.mayStart(units) ?? true);
  if (blocks.length > 1) {
    combineScores(blocks);
    for (const block of blocks) report(block);
  }
  // Blocks start in the documents' order, so those that were not read in time are the last ones.
  const read = blocks.flatMap(({ value }) => value.documents);
  const documents = input.documents.map((_, position) => read[position]);
  const promptTokens = read.reduce((sum, document) => sum + document.promptTokens, 0);
  const query = blocks[0]?.value.query ?? { tokens: 0, usedTokens: 0 };
  return { documents, query, promptTokens, blocks: blocks.length };
}

/** The positions of each block's documents. */
async function planPositions(run: ScoringRun, limits: BlockLimits): Promise<readonly (readonly number[])[]> {
  const { queryTokens, documents } = await measureDocuments(run);
  const lengths = documents.map(({ usedTokens }) => usedTokens);
  return planBlocks(lengths, queryTokens, limits);
}

/** Replaces each block's own scores with those made of all blocks. */
function combineScores(blocks: readonly Chunk<ChunkScores>[]): void {
  const combined = combineBlocks(blocks.flatMap(({ value }) => value.vectors ?? []));
  for (const [index, { value }] of blocks.entries())
    for (const [row, document] of value.documents.entries()) document.score = combined[index]?.[row];
}
