/** Images as Qwen2-VL's own processor (Pillow) makes patches of them. */
import fc from "fast-check";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { ImageRecipe } from "../../../../src/models/model.ts";
import { imagePatches, sizeFor } from "../../../../src/engine/worker/images/patches.ts";
import { resizeBicubic } from "../../../../src/engine/worker/images/resize.ts";
import { readPng } from "./png.ts";

interface Reference {
  recipe: ImageRecipe;
  images: {
    name: string;
    image: string;
    width: number;
    height: number;
    resizedWidth: number;
    resizedHeight: number;
    rgbSha256: string;
    patches: [number, number];
    firstValues: number[];
    lastValues: number[];
  }[];
}

const { recipe, images } = JSON.parse(
  readFileSync("tests/fixtures/reference/image-resize.json", "utf8"),
) as Reference;

describe.each(images)("$name", (reference) => {
  const image = readPng(reference.image);

  test("is scaled to the processor's size, and to its very bytes", () => {
    const size = sizeFor(image, recipe);
    expect(size).toEqual({ width: reference.resizedWidth, height: reference.resizedHeight });
    const { data } = resizeBicubic(image, size.width, size.height);
    expect(createHash("sha256").update(data).digest("hex")).toBe(reference.rgbSha256);
  });

  test("makes the processor's patches, in its order", () => {
    const { values, rows, columns, positions } = imagePatches(image, recipe);
    expect([rows, columns]).toEqual(reference.patches);
    expect(positions).toHaveLength(2 * rows * columns);
    const count = reference.firstValues.length;
    reference.firstValues.forEach((value, at) => expect(values[at]).toBeCloseTo(value, 5));
    reference.lastValues.forEach((value, at) =>
      expect(values[values.length - count + at]).toBeCloseTo(value, 5),
    );
  });
});

const side = fc.integer({ min: 1, max: 4000 });

test("sizes are whole tokens within the limits", () => {
  const real: ImageRecipe = { ...recipe, minPixels: 3136, maxPixels: 602_112 };
  fc.assert(
    fc.property(side, side, (width, height) => {
      fc.pre(Math.max(width, height) / Math.min(width, height) <= 100);
      const size = sizeFor({ width, height }, real);
      expect(size.width % 28).toBe(0);
      expect(size.height % 28).toBe(0);
      expect(size.width * size.height).toBeLessThanOrEqual(
        Math.max(602_112, 28 * Math.max(size.width, size.height)),
      );
      expect(size.width * size.height).toBeGreaterThanOrEqual(3136);
    }),
  );
});

test("an image more than 200 times as long as wide is refused", () => {
  expect(() => sizeFor({ width: 2010, height: 10 }, recipe)).toThrow(/2010 × 10/);
});

test("patches are told by their row and column, the four of a token after each other", () => {
  const { positions } = imagePatches({ data: new Uint8Array(56 * 56 * 3), width: 56, height: 56 }, recipe);
  expect([...positions].slice(0, 16)).toEqual([0, 0, 0, 1, 1, 0, 1, 1, 0, 2, 0, 3, 1, 2, 1, 3]);
});

test("an even colour stays even, whatever the size", () => {
  const small = fc.integer({ min: 1, max: 40 });
  fc.assert(
    fc.property(small, small, small, small, fc.nat(255), (width, height, toWidth, toHeight, grey) => {
      const image = { data: new Uint8Array(width * height * 3).fill(grey), width, height };
      expect(new Set(resizeBicubic(image, toWidth, toHeight).data)).toEqual(new Set([grey]));
    }),
  );
});
