import { expect, test } from "vitest";
import { WorkerAffinity } from "../../../../../src/engine/local/score/worker-affinity.ts";
import { embeddingKey } from "../../../../../src/engine/worker/protocol.ts";

test("a text is remembered together with its truncation, and forgotten with its worker", () => {
  const affinity = new WorkerAffinity();
  const end = embeddingKey("a", { truncate: "end" });
  affinity.record(end, 0);
  affinity.record(embeddingKey("b", { truncate: "end" }), 1);
  expect(affinity.slotFor(end)).toBe(0);
  expect(affinity.slotFor(embeddingKey("a", { truncate: "none" }))).toBe(0);
  expect(affinity.slotFor(embeddingKey("a", { truncate: "start" }))).toBeUndefined();
  expect(affinity.slotFor(embeddingKey("a", { truncate: "end", maxTokensPerDocument: 5 }))).toBeUndefined();
  affinity.forget(0);
  expect(affinity.slotFor(end)).toBeUndefined();
  expect(affinity.slotFor(embeddingKey("b", { truncate: "end" }))).toBe(1);
});
