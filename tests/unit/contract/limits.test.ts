import fc from "fast-check";
import { expect, test } from "vitest";
import { isTooDeep, isTooDeepValue, limitErrors, limits } from "../../../src/contract/limits.ts";

const nested = (levels: number): unknown => {
  let value: unknown = "in";
  for (let level = 0; level < levels; level++) value = level % 2 === 0 ? [value] : { a: value };
  return value;
};

test("as many levels as the limit are allowed, one more is not; in a value and in its JSON alike", () => {
  expect(isTooDeepValue(nested(limits.depth))).toBe(false);
  expect(isTooDeepValue(nested(limits.depth + 1))).toBe(true);
  expect(isTooDeep(JSON.stringify(nested(limits.depth)))).toBe(false);
  expect(isTooDeep(JSON.stringify(nested(limits.depth + 1)))).toBe(true);
});

test("a million levels are found without recursion", () => {
  expect(isTooDeepValue(nested(1_000_000))).toBe(true);
  expect(isTooDeep("[".repeat(1_000_000))).toBe(true);
});

test("brackets in texts are no levels", () => {
  expect(isTooDeep(JSON.stringify(["[".repeat(1000), '"{', "\\", '{"['.repeat(500)]))).toBe(false);
  fc.assert(fc.property(fc.json(), (json) => !isTooDeep(json)));
});

test("each input beyond a limit is named", () => {
  const long = "a".repeat(limits.characters + 1);
  const errors = limitErrors(long, ["fine", { text: "fine", metadata: nested(200) }, { text: long }, long]);
  expect(errors.map(({ field }) => field)).toEqual(["query", "documents[1]", "documents[2]", "documents[3]"]);
  expect(errors[1]?.message).toBe("must not have more than 100 levels of lists and objects");
  expect(errors[2]?.message).toBe("must not have more than 1,000,000 characters");
});

test("an image may be longer than a text", () => {
  const image = `data:image/png;base64,${"A".repeat(limits.characters)}`;
  expect(limitErrors("q", [{ image }])).toEqual([]);
  expect(limitErrors({ image }, [])).toEqual([]);
});

test("more documents than the limit are one error", () => {
  const errors = limitErrors(
    "q",
    Array.from({ length: limits.documents + 1 }, () => "a"),
  );
  expect(errors).toMatchObject([{ field: "documents", message: "must not be more than 100,000" }]);
});

test("what is no query and no documents is left to the contract", () => {
  for (const [query, documents] of [
    [undefined, undefined],
    [5, "text"],
    [null, { a: 1 }],
  ])
    expect(limitErrors(query, documents)).toEqual([]);
});
