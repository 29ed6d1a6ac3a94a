/** `tabrank.json` comes from anybody: what it may say, and what not. */
import fc from "fast-check";
import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import * as v from "valibot";
import { Manifest } from "../../../src/models/manifest.ts";
import { isInFolder } from "../../../src/models/recipes.ts";

const hub = "tests/fixtures/hub/tabrank";
const read = (name: string) => JSON.parse(readFileSync(`${hub}/${name}/tabrank.json`, "utf8")) as Manifest;
const names = readdirSync(hub).filter((name) => readdirSync(`${hub}/${name}`).includes("tabrank.json"));

test("every exported fixture is one, and every family with a prompt is among them", () => {
  const families = names.map((name) => v.parse(Manifest, read(name)).recipe.family);
  for (const family of ["late-interaction", "listwise", "yes-no", "multimodal"])
    expect(families).toContain(family);
});

test("a folder exported with the former keys is read", () => {
  const colbert = read("tiny-jina-colbert");
  const { variants, recipe, ...fields } = colbert;
  expect.assert("attendToMaskPadding" in recipe);
  const { attendToMaskPadding: attendToFilling, ...rest } = recipe;
  const former = { ...fields, forms: variants, recipe: { ...rest, attendToFilling } };
  expect(attendToFilling).toBe(true);
  expect(v.parse(Manifest, former)).toEqual(v.parse(Manifest, colbert));
});

describe("throws", () => {
  const colbert = read("tiny-answerai-colbert");
  const image = read("tiny-multimodal");
  const faults: [string, unknown][] = [
    ["of another version", { ...colbert, tabrank: 2 }],
    ["with a score that is not its family's", { ...colbert, scoreKind: "probability" }],
    ["with queries padded beyond its length", { ...colbert, maxTokens: 16 }],
    ["with a query of a billion tokens", { ...colbert, recipe: { ...colbert.recipe, queryTokens: 1e9 } }],
    [
      "with a key in its recipe that is not known",
      { ...colbert, recipe: { ...colbert.recipe, calibration: 2 } },
    ],
    ["with half a token", { ...colbert, recipe: { ...colbert.recipe, queryMarker: 1.5 } }],
    ["without variants", { ...colbert, variants: [] }],
    [
      "with a licence at a script",
      { ...colbert, licence: { ...colbert.licence, url: "javascript:alert(1)" } },
    ],
  ];
  if (image.recipe.family === "multimodal") {
    const { recipe } = image;
    faults.push([
      "with a spread of 0",
      { ...image, recipe: { ...recipe, image: { ...recipe.image, std: [0, 1, 1] } } },
    ]);
    faults.push([
      "with patches of a kilometre",
      { ...image, recipe: { ...recipe, image: { ...recipe.image, patchSize: 1e6 } } },
    ]);
  }
  test.each(faults)("%s", (_, manifest) => {
    expect(v.safeParse(Manifest, manifest).success).toBe(false);
  });
});

describe("a path", () => {
  test.each(["onnx/model.onnx", "model.onnx_data_1", "2_Dense/model.safetensors", "a b/c+d-e.onnx"])(
    "%s lies in the folder",
    (path) => expect(isInFolder(path)).toBe(true),
  );

  test.each([
    "../a",
    "a/../../b",
    "/a",
    "%2e%2e/a",
    ".%2e/a",
    "..\\a",
    "a?b",
    "a#b",
    "a//b",
    "https://x/a",
    ".",
  ])("%s does not", (path) => expect(isInFolder(path)).toBe(false));

  test("what is taken as one stays below any folder's address", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(..."ab./\\%2eE?#: ".split("")), minLength: 1 }),
        (path) => {
          fc.pre(isInFolder(path));
          expect(new URL(path, "https://host.example/folder/").href).toMatch(
            /^https:\/\/host\.example\/folder\/./,
          );
        },
      ),
    );
  });
});
