import { expect, test } from "vitest";
import { formatBytes } from "../../../../src/ui/text/format.ts";

test.each([
  [0, "0 bytes"],
  [1, "1 byte"],
  [812, "812 bytes"],
  [1000, "1 kB"],
  [999_499, "999 kB"],
  [1_500_000, "1.5 MB"],
  [24_000_000, "24 MB"],
  [1_230_000_000, "1.23 GB"],
])("%i bytes are shown as %s", (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});
