import { expect, test } from "vitest";
import { documentsTask } from "../../../../../src/engine/local/score/documents-task.ts";
import type { ScoringInput } from "../../../../../src/engine/worker/protocol.ts";
import { fakeWorker } from "../fake-worker.ts";

const input: ScoringInput = { query: "q", documents: ["a", "bb", "ccc"], truncation: { truncate: "end" } };

test("a worker gets the selected documents, and its answer comes with their positions", async () => {
  const worker = fakeWorker();
  const task = documentsTask(input, [2, 0], (to, selected) => to.score(selected), 1);
  expect(task.preferredSlot).toBe(1);
  const { positions, value } = await task.run(worker);
  expect(worker.chunks).toEqual([{ ...input, documents: ["ccc", "a"] }]);
  expect(positions).toEqual([2, 0]);
  expect(value.documents.map(({ documentTokens }) => documentTokens)).toEqual([3, 1]);
});

test("a worker's error names a document by its position in the request", async () => {
  const message = "documents[1].image: is damaged";
  const errors = [{ field: "documents[1].image", message: "is damaged", type: "value_error.image" }];
  const task = documentsTask(input, [0, 2], async () => ({
    ok: false as const,
    error: { code: "unsupported_input" as const, message, errors },
  }));
  await expect(task.run(fakeWorker())).rejects.toMatchObject({
    code: "unsupported_input",
    message: "documents[2].image: is damaged",
    errors: [{ field: "documents[2].image", message: "is damaged" }],
  });
});
