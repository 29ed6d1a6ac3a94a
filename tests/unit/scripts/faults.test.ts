import { expect, test } from "vitest";
import { browserRows, faultTable, unitRows } from "../../../scripts/faults.mjs";

test("a table of what Vitest and Playwright report", () => {
  const unit = unitRows({
    testResults: [
      {
        name: "tests/unit/a.test.ts",
        assertionResults: [
          { title: "the line breaks: it goes on @fault", status: "passed", duration: 1234 },
          { title: "the disk is full @fault", status: "failed", duration: 10 },
          { title: "something else", status: "skipped" },
        ],
      },
    ],
  });
  const browser = browserRows({
    suites: [
      {
        file: "a.spec.ts",
        suites: [
          {
            file: "a.spec.ts",
            specs: [
              {
                title: "the tab dies @fault",
                tests: [
                  {
                    status: "expected",
                    annotations: [{ type: "recovery", description: "0.7" }],
                    results: [{ duration: 9000 }],
                  },
                ],
              },
            ],
          },
        ],
      },
    ],
  });
  const lines = faultTable([...unit, ...browser])
    .split("\n")
    .slice(2);
  expect(
    lines.map((line) =>
      line
        .split("|")
        .map((cell) => cell.trim())
        .slice(1, 4),
    ),
  ).toEqual([
    ["the line breaks: it goes on", "as promised", "1.2"],
    ["the disk is full", "**BROKEN**", "0.0"],
    ["the tab dies", "as promised", "0.7"],
  ]);
});

test("a time that is no number of seconds is an error, not a hole in the table", () => {
  const annotations = [{ type: "recovery", description: "700 ms" }];
  const specs = [{ title: "the tab dies @fault", tests: [{ status: "expected", annotations, results: [] }] }];
  expect(() => browserRows({ suites: [{ file: "a.spec.ts", specs }] })).toThrow("700 ms");
});
