import fc from "fast-check";
import { expect, test } from "vitest";
import { moved, replacedBy, newRow, withText, without } from "../../../../src/ui/playground/stores/rows.ts";

const rows = fc.array(fc.string(), { minLength: 1, maxLength: 12 }).map((texts) => texts.map(newRow));

test("a move keeps every row and puts the one where it was asked, or at an end", () => {
  fc.assert(
    fc.property(rows, fc.nat(20), fc.integer({ min: -5, max: 25 }), (list, pick, to) => {
      const row = list[pick % list.length];
      if (!row) return;
      const result = moved(list, row.id, to);
      expect(result.indexOf(row)).toBe(Math.max(0, Math.min(list.length - 1, to)));
      expect(result.filter((other) => other !== row)).toEqual(list.filter((other) => other !== row));
    }),
  );
});

test("moving there and back changes nothing", () => {
  fc.assert(
    fc.property(rows, fc.nat(20), fc.nat(20), (list, pick, to) => {
      const row = list[pick % list.length];
      if (!row) return;
      expect(moved(moved(list, row.id, to), row.id, list.indexOf(row))).toEqual(list);
    }),
  );
});

test("rows that are not touched keep their identity", () => {
  const list = ["a", "b", "c"].map(newRow);
  const [first, second, third] = list;
  expect(withText(list, second?.id ?? 0, "x")).toEqual([first, { id: second?.id, document: "x" }, third]);
  expect(withText(list, second?.id ?? 0, "x")[0]).toBe(first);
  expect(without(list, second?.id ?? 0)).toEqual([first, third]);
  expect(replacedBy(list, second?.id ?? 0, ["x", "y"]).map(({ document }) => document)).toEqual([
    "a",
    "x",
    "y",
    "c",
  ]);
});
