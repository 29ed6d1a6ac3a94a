/** How long documents are read: cut, or passage by passage. */
import * as v from "valibot";
import { isPlainObject } from "./plain-object.ts";

/** How a document that is too long is split. */
export interface PassageOptions {
  /** Most tokens of a passage; never more than the model reads. Default: as many as the model reads. */
  size?: number;
  /** Most tokens that a passage repeats of the one before it, in whole sentences. Default: 0. */
  overlap?: number;
  /** Most passages that are read of a document. Default: 64. */
  max?: number;
}

const least: Readonly<Record<string, number>> = { size: 1, overlap: 0, max: 1 };

/** One check, as small as it can be: the element reads it before anything else. */
export const Passages = v.custom<"none" | "best" | PassageOptions>(
  (value) => value === "none" || value === "best" || isOptions(value),
  'must be "none", "best" or {size, overlap, max}: whole numbers, overlap less than size',
);
export type Passages = v.InferOutput<typeof Passages>;

function isOptions(value: unknown): boolean {
  if (!isPlainObject(value)) return false;
  const { size = Infinity, overlap = 0 } = value;
  const entries = Object.entries(value);
  return (
    Number(overlap) < Number(size) &&
    entries.every(([name, count]) => Number.isInteger(count) && Number(count) >= (least[name] ?? Infinity))
  );
}

/** `undefined`: long documents are cut. */
export function passageOptions(passages: Passages): PassageOptions | undefined {
  if (passages === "none") return undefined;
  return passages === "best" ? {} : passages;
}
