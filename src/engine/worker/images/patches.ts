/** Turns an image into the inputs of the vision graph, as Qwen2-VL's processor does. Pure. */
import { RerankError } from "../../../contract/errors.ts";
import type { ImageRecipe } from "../../../models/model.ts";
import type { Pixels } from "./pixels.ts";
import { resizeBicubic } from "./resize.ts";

/** The model reads a still image as two frames of a video. */
const frames = 2;
const channels = 3;
/** Longer side divided by shorter side; the original processor allows no more. */
const maxAspect = 200;

export interface Patches {
  /** [rows · columns × channels · frames · patchSize²] */
  values: Float32Array;
  /** Of each patch: row, column. [rows · columns × 2] */
  positions: Int32Array;
  /** Patches down and across. */
  rows: number;
  columns: number;
}

/**
 * The size that an image is scaled to: multiples of a token's side, within the recipe's limits on pixels, with the
 * aspect ratio kept as closely as that allows (`smart_resize`).
 * @throws {RerankError} `unsupported_input` if one side is more than 200 times the other
 */
export function sizeFor(
  { width, height }: Pick<Pixels, "width" | "height">,
  { patchSize, mergeSize, minPixels, maxPixels }: ImageRecipe,
): { width: number; height: number } {
  if (Math.max(width, height) / Math.min(width, height) > maxAspect) {
    const message = `has ${width} × ${height} pixels, but one side may be at most ${maxAspect} times the other`;
    throw new RerankError("unsupported_input", message);
  }
  const side = patchSize * mergeSize;
  const near = (length: number): number => roundHalfToEven(length / side) * side;
  const [nearWidth, nearHeight] = [near(width), near(height)];
  if (nearWidth * nearHeight > maxPixels) {
    const shrink = Math.sqrt((height * width) / maxPixels);
    const down = (length: number): number => Math.max(side, Math.floor(length / shrink / side) * side);
    return { width: down(width), height: down(height) };
  }
  if (nearWidth * nearHeight < minPixels) {
    const grow = Math.sqrt(minPixels / (height * width));
    const up = (length: number): number => Math.ceil((length * grow) / side) * side;
    return { width: up(width), height: up(height) };
  }
  return { width: nearWidth, height: nearHeight };
}

/** As Python's `round`. */
function roundHalfToEven(value: number): number {
  const below = Math.floor(value);
  if (value - below !== 0.5) return Math.round(value);
  return below % 2 === 0 ? below : below + 1;
}

/** Patches in the order in which the model merges them: the `mergeSize`² patches of one token follow each other. */
export function imagePatches(image: Pixels, recipe: ImageRecipe): Patches {
  const { patchSize, mergeSize, mean, std } = recipe;
  const size = sizeFor(image, recipe);
  const { data, width } = resizeBicubic(image, size.width, size.height);
  const [rows, columns] = [size.height / patchSize, size.width / patchSize];
  const values = new Float32Array(rows * columns * channels * frames * patchSize ** 2);
  const positions = new Int32Array(rows * columns * 2);
  let patch = 0;
  let at = 0;
  for (let top = 0; top < rows; top += mergeSize) {
    for (let left = 0; left < columns; left += mergeSize) {
      for (let part = 0; part < mergeSize ** 2; part++) {
        const row = top + Math.floor(part / mergeSize);
        const column = left + (part % mergeSize);
        positions.set([row, column], 2 * patch++);
        for (let channel = 0; channel < channels; channel++) {
          for (let frame = 0; frame < frames; frame++) {
            for (let y = row * patchSize; y < (row + 1) * patchSize; y++) {
              for (let x = column * patchSize; x < (column + 1) * patchSize; x++) {
                const byte = data[(y * width + x) * channels + channel] ?? 0;
                values[at++] = (byte / 255 - (mean[channel] ?? 0)) / (std[channel] ?? 1);
              }
            }
          }
        }
      }
    }
  }
  return { values, positions, rows, columns };
}
