import { expect, test } from "vitest";
import { readJsonValues } from "../../../../../src/ui/playground/features/documents/import/text/json-values.ts";

test.each([
  ["0".repeat(1000), 0],
  ["-1.5e2\n".repeat(1000), -150],
  ['"a\\u00e4",\n'.repeat(1000), "aä"],
  ["12345678901234567890\n".repeat(1000), "12345678901234567890"],
])("texts and numbers may stand one after the other (%#)", (text, value) => {
  const read = readJsonValues(text, "lines");
  expect(read.ok && read.value.items.map((item) => item.value)).toEqual(Array(1000).fill(value));
});

test("a text that does not end is damaged, and its line is named", () => {
  const read = readJsonValues('"a"\n"b\n"c"\n', "lines");
  expect(read).toMatchObject({
    ok: true,
    value: {
      items: [
        { line: 1, value: "a" },
        { line: 3, value: "c" },
      ],
      problems: [{ line: 2 }],
    },
  });
});

// A parser for each of them took eight times as long as one list.
test("many numbers one after the other take little longer than a list of them", () => {
  const time = (text: string): number => {
    const before = process.cpuUsage();
    expect(readJsonValues(text, "any").ok).toBe(true);
    const { user, system } = process.cpuUsage(before);
    return user + system;
  };
  const list = time(`[${"0,".repeat(100_000)}0]`);
  expect(time("0,".repeat(100_000))).toBeLessThan(list * 5);
});
