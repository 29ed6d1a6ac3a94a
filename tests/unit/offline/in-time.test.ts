import { expect, test } from "vitest";
import { inTime } from "../../../src/offline/in-time.ts";

test("a cache that answers, fails, or never answers @fault", async () => {
  expect(await inTime(Promise.resolve("there"), 50)).toBe("there");
  expect(await inTime(Promise.reject(new Error("disk")), 50)).toBeUndefined();
  expect(await inTime(new Promise(() => {}), 50)).toBeUndefined();
});
