/** Counts the tokens of a request's documents before they are scored. */
import { RerankError } from "../../../contract/errors.ts";
import type { DocumentLength, Lengths } from "../../worker/protocol.ts";
import { requestMessages } from "../messages.ts";
import { lightChunk } from "./chunk-limits.ts";
import { estimateTokens, planChunks } from "./chunks.ts";
import { documentsTask } from "./documents-task.ts";
import type { ScoringRun } from "./scoring-run.ts";

/** @returns the documents' lengths in the order of the request */
export async function measureDocuments({ input, model, pool, signal }: ScoringRun): Promise<Lengths> {
  const sizes = input.documents.map((text) => estimateTokens(text, model.maxTokens));
  const tasks = planChunks(sizes, lightChunk).map((positions) =>
    documentsTask(input, positions, (worker, documents) => worker.measure(documents)),
  );
  const documents: DocumentLength[] = [];
  let queryTokens = 0;
  await pool.run(tasks, signal, ({ positions, value }) => {
    queryTokens = value.queryTokens;
    for (const [row, length] of value.documents.entries()) documents[positions[row] ?? 0] = length;
  });
  return { queryTokens, documents };
}

/**
 * With `truncate: "none"`, a document that the model cannot read in full is an error.
 * @throws {RerankError} `document_too_long`, naming every such document
 */
export async function throwIfTooLong(run: ScoringRun): Promise<void> {
  const { documents } = await measureDocuments(run);
  const tooLong = documents.flatMap(({ documentTokens, usedTokens }, index) =>
    usedTokens === documentTokens ? [] : { index, documentTokens, usedTokens },
  );
  if (tooLong.length === 0) return;
  const errors = tooLong.map(({ index, documentTokens, usedTokens }) => ({
    field: `documents[${index}]`,
    message: requestMessages.documentTooLong(documentTokens, usedTokens),
    type: "value_error.too_long",
  }));
  const message = requestMessages.documentsTooLong(tooLong.map(({ index }) => index));
  throw new RerankError("document_too_long", message, { errors });
}
