import { expect, test } from "vitest";
import { RerankError, isAbort, captureOutcome, unwrap } from "../../../src/contract/errors.ts";

test("an error keeps its code, message and fields across the worker boundary", async () => {
  const errors = [{ field: "query", message: "is long", type: "value_error" }];
  const outcome = await captureOutcome(() => {
    throw new RerankError("query_too_long", "too long", { errors });
  });
  // What postMessage does to it.
  const received = structuredClone(outcome);
  expect(() => unwrap(received)).toThrow(
    expect.objectContaining({ code: "query_too_long", message: "too long", errors }),
  );
});

test("an abort stays an AbortError", async () => {
  const outcome = await captureOutcome(() => {
    throw new DOMException("stop", "AbortError");
  });
  expect(outcome).toMatchObject({ ok: false, error: { code: "aborted" } });
  try {
    unwrap(outcome);
    expect.unreachable();
  } catch (error) {
    expect(isAbort(error)).toBe(true);
  }
});

test("memory that runs out is told from other failures", () => {
  expect(RerankError.from(new RangeError("Array buffer allocation failed")).code).toBe("out_of_memory");
  expect(RerankError.from(new Error("no such op"), "load_failed").code).toBe("load_failed");
  expect(RerankError.from("text")).toMatchObject({ code: "internal_error", message: "text" });
});

test("a value passes through", async () => {
  expect(unwrap(await captureOutcome(() => 5))).toBe(5);
});
