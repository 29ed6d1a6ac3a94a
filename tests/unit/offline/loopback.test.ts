import { expect, test } from "vitest";
import { isLoopback } from "../../../src/offline/loopback.ts";

test.each([
  ["localhost", true],
  ["127.0.0.1", true],
  ["[::1]", true],
  ["tabrank.localhost", false],
  ["127.0.0.1.example", false],
  ["tabrank.example", false],
])("%s is a loopback host: %s", (hostname, loopback) => {
  expect(isLoopback(hostname)).toBe(loopback);
});
