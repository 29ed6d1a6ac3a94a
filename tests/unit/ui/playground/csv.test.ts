import { expect, test } from "vitest";
import { toCsv } from "../../../../src/ui/playground/ui/csv.ts";

const cell = (value: unknown): string => toCsv([[value, "x"]]).replace(/,x\n$/, "");

// The characters of OWASP's "CSV Injection", and the full-width forms that Excel takes for them.
test.each(["=1+1", "+1+1", "-1+cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＠x"])(
  "%j is no formula in a spreadsheet",
  (text) => expect(cell(text)).toBe(`"'${text}"`),
);

test("a formula with several lines is none either", () => {
  expect(cell("=1+1\nsecond line")).toBe('"\'=1+1\nsecond line"');
});

test.each([
  [-0.25, "-0.25"],
  ["-0.25", "-0.25"],
  ["-3", "-3"],
  ["1e-7", "1e-7"],
  [5, "5"],
  ["a=b", "a=b"],
])("%j stays as it is", (value, written) => expect(cell(value)).toBe(written));
