/** Schemas of the JSON files in `catalogue/` and `exportable/`. Tests parse the files; the page trusts them. */
import * as v from "valibot";
import { families } from "./families.ts";
import { Fields, Golden, ModelVariant } from "./manifest.ts";
import type { Data, FamilyName } from "./recipes.ts";

/** `modelWork` in `work.ts`. */
const Work = v.pipe(v.number(), v.minValue(0));

/** A `tabrank.json`, and where the model is. */
export const CatalogueFile = v.strictObject({
  ...Fields.entries,
  source: v.variant("kind", [
    v.object({ kind: v.literal("embedded") }),
    /** `revision`: a commit, tag or branch of the repository on the Hub. */
    v.object({ kind: v.literal("hub"), revision: v.string() }),
  ]),
  golden: Golden,
  work: Work,
});
export type CatalogueFile = Data<v.InferOutput<typeof CatalogueFile>>;

const { id, title, licence, maxTokens, languages, quality } = Fields.entries;
const { dtype, devices, needsF16 } = ModelVariant.entries;
const Bytes = v.pipe(v.number(), v.integer(), v.minValue(1));

const ExportableVariant = v.strictObject({
  dtype,
  devices,
  needsF16,
  /** Size of all weights together, computed from the number of parameters. The tokenizer comes on top. */
  bytes: Bytes,
  /** Size of the table of token vectors. */
  largestTensorBytes: Bytes,
});
export type ExportableVariant = Data<v.InferOutput<typeof ExportableVariant>>;

/** A model that no repository publishes in a variant for browsers. `tools/export` makes one from the original. */
export const ExportableModel = v.strictObject({
  id,
  title,
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of a Record<FamilyName, …>
  family: v.picklist(Object.keys(families) as FamilyName[]),
  /** In order of preference on each device. */
  variants: v.pipe(v.array(ExportableVariant), v.nonEmpty()),
  maxTokens,
  languages,
  licence,
  quality,
  /** Run in a copy of this project; `tools/export` says what it needs. */
  command: v.string(),
  work: Work,
});
export type ExportableModel = Data<v.InferOutput<typeof ExportableModel>>;
