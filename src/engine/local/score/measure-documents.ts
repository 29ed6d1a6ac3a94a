/** Counts the tokens of a request's documents before they are scored. */
import { type FieldError, fieldError } from "../../../contract/errors.ts";
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
  const errors = documents.flatMap(({ documentTokens, usedTokens }, index): FieldError[] => {
    if (usedTokens === documentTokens) return [];
    const message = requestMessages.documentTooLong(documentTokens, usedTokens);
    return [{ field: `documents[${index}]`, message, type: "value_error.too_long" }];
  });
  if (errors.length > 0) throw fieldError("document_too_long", errors);
}
