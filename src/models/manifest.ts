/** `tabrank.json`: what an exported model's folder says about itself. The same as a catalogue entry, as JSON. */
import * as v from "valibot";
import { type FamilyName, type ModelEntry, type ScoreKind, dtypes } from "./model.ts";

/** Whole numbers within bounds: what is larger is a fault, or meant to hang the page. */
function between(least: number, most: number) {
  return v.pipe(
    v.number(),
    v.integer(),
    v.check((value) => value >= least && value <= most, `must be ${least} to ${most}`),
  );
}
const Count = between(1, 10_000_000);
const TokenId = between(0, 10_000_000);
const Side = between(1, 64);
const Pixels = between(1, 100_000_000);

/** Whether a path stays in its folder, also once it is part of an address. */
export function isInFolder(path: string): boolean {
  return path.split("/").every((name) => /^[\w.+-]+(?: +[\w.+-]+)*$/.test(name) && !/^\.+$/.test(name));
}

const File = v.object({
  path: v.pipe(v.string(), v.check(isInFolder, "must lie in the folder")),
  bytes: v.pipe(v.number(), v.integer(), v.minValue(0)),
  exact: v.exactOptional(v.literal(false)),
  sha256: v.exactOptional(v.string()),
});
const Files = v.tupleWithRest([File], File);

const HeadLayer = v.variant("kind", [
  v.object({ kind: v.literal("dense"), activation: v.picklist(["gelu", "identity"]), file: File }),
  v.object({ kind: v.literal("layer-norm"), epsilon: v.number(), file: File }),
]);

const Channels = v.tuple([v.number(), v.number(), v.number()]);

const Recipe = v.variant("family", [
  v.object({ family: v.literal("cross-encoder"), head: v.exactOptional(v.array(HeadLayer)) }),
  v.object({
    family: v.literal("bi-encoder"),
    pooling: v.picklist(["mean", "cls"]),
    queryPrefix: v.string(),
  }),
  v.object({
    family: v.literal("late-interaction"),
    queryMarker: v.exactOptional(TokenId),
    documentMarker: v.exactOptional(TokenId),
    queryTokens: v.exactOptional(Count),
    attendToFilling: v.exactOptional(v.boolean()),
    skipPunctuation: v.boolean(),
  }),
  v.object({
    family: v.literal("listwise"),
    maxQueryTokens: Count,
    maxDocumentTokens: Count,
    maxBlockDocuments: Count,
    queryTokenTwice: v.exactOptional(v.boolean()),
  }),
  v.object({ family: v.literal("yes-no"), instruction: v.string() }),
  v.object({
    family: v.literal("multimodal"),
    bias: v.number(),
    maxQueryTokens: Count,
    image: v.object({
      patchSize: Side,
      mergeSize: Side,
      minPixels: Pixels,
      maxPixels: Pixels,
      mean: Channels,
      std: v.pipe(
        Channels,
        v.check((values) => values.every((value) => value > 0), "must be above 0"),
      ),
    }),
  }),
]);

/** What the scores of a family are. */
export const scoreKinds: Record<FamilyName, ScoreKind> = {
  "cross-encoder": "probability",
  "bi-encoder": "cosine",
  "late-interaction": "maxsim",
  listwise: "cosine",
  "yes-no": "probability",
  multimodal: "probability",
};

const Fields = v.object({
  tabrank: v.literal(1),
  id: v.pipe(v.string(), v.nonEmpty()),
  title: v.pipe(v.string(), v.nonEmpty()),
  recipe: Recipe,
  scoreKind: v.picklist(["probability", "cosine", "maxsim"]),
  tokenizer: v.object({ json: File, config: File }),
  variants: v.pipe(
    v.array(
      v.object({
        dtype: v.picklist(dtypes),
        devices: v.array(v.picklist(["webgpu", "wasm"])),
        files: Files,
        vision: v.exactOptional(Files),
        needsF16: v.exactOptional(v.literal(true)),
      }),
    ),
    v.minLength(1),
  ),
  maxTokens: Count,
  languages: v.string(),
  licence: v.object({
    name: v.string(),
    commercialUse: v.picklist(["allowed", "not-allowed", "unknown"]),
    url: v.exactOptional(
      v.pipe(
        v.string(),
        v.check((url) => URL.canParse(url) && url.startsWith("https://"), "must begin with https://"),
      ),
    ),
  }),
  golden: v.exactOptional(
    v.object({
      source: v.string(),
      uncertainty: v.pipe(v.number(), v.minValue(0)),
      pairs: v.array(v.object({ query: v.string(), document: v.string(), score: v.number() })),
    }),
  ),
  quality: v.string(),
});

/** Folders exported before the key was renamed say `forms`. */
const withVariants = v.transform(({ forms, ...fields }: Record<string, unknown>) => ({
  variants: forms,
  ...fields,
}));

/** Version 1. Keys that the schema does not know are dropped. */
export const Manifest = v.pipe(
  v.record(v.string(), v.unknown()),
  withVariants,
  Fields,
  v.check(
    ({ recipe, scoreKind }) => scoreKinds[recipe.family] === scoreKind,
    "scoreKind is not that of the family",
  ),
  v.check(
    ({ recipe, maxTokens }) => recipe.family !== "late-interaction" || (recipe.queryTokens ?? 0) <= maxTokens,
    "maxTokens is less than the recipe fills queries to",
  ),
);
export type Manifest = v.InferOutput<typeof Manifest>;

/** The folder's entry, wherever it was found. */
export function entryOf(manifest: Manifest, source: ModelEntry["source"]): ModelEntry {
  const { tabrank: _version, ...entry } = manifest;
  return { ...entry, source };
}
