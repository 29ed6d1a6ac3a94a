import { expect, test } from "vitest";
import { Residence } from "../../../../src/engine/local/residence.ts";
import { embeddingKey } from "../../../../src/engine/worker/protocol.ts";

test("a text is remembered with how it was cut, and forgotten with its worker", () => {
  const residence = new Residence();
  const end = embeddingKey("a", { truncate: "end" });
  residence.settle(end, 0);
  residence.settle(embeddingKey("b", { truncate: "end" }), 1);
  expect(residence.slotOf(end)).toBe(0);
  expect(residence.slotOf(embeddingKey("a", { truncate: "none" }))).toBe(0);
  expect(residence.slotOf(embeddingKey("a", { truncate: "start" }))).toBeUndefined();
  expect(residence.slotOf(embeddingKey("a", { truncate: "end", maxTokensPerDocument: 5 }))).toBeUndefined();
  residence.forget(0);
  expect(residence.slotOf(end)).toBeUndefined();
  expect(residence.slotOf(embeddingKey("b", { truncate: "end" }))).toBe(1);
});
