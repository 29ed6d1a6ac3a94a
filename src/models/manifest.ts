/** The schema of `tabrank.json`, which describes an exported model in its folder. */
import * as v from "valibot";
import { devices, dtypes } from "./dtypes.ts";
import { recipeScoreKind } from "./families.ts";
import { Count, type Data, Finite, ModelFile, Recipe, scoreKinds } from "./recipes.ts";

/** The ONNX file first, then its external data. */
const GraphFiles = v.tupleWithRest([ModelFile], ModelFile);

/** One set of weights. */
export const ModelVariant = v.object({
  dtype: v.picklist(dtypes),
  devices: v.array(v.picklist(devices)),
  files: GraphFiles,
  /** Multimodal models: the graph that turns images into vectors. */
  vision: v.exactOptional(GraphFiles),
  /** Needs an adapter with the `shader-f16` feature. */
  needsF16: v.exactOptional(v.literal(true)),
});
export type ModelVariant = Data<v.InferOutput<typeof ModelVariant>>;

/** A pair and the score that the original implementation gives it: a logit or a cosine, as the family returns it. */
const GoldenPair = v.object({ query: v.string(), document: v.string(), score: Finite });
export type GoldenPair = Data<v.InferOutput<typeof GoldenPair>>;

/** Scores of the original implementation, with which a device is tested before it is trusted. */
export const Golden = v.object({
  /** Where the scores come from. */
  source: v.string(),
  /** How far the reference itself may be from fp32 weights, if it was made with others; 0 for fp32. */
  uncertainty: v.pipe(Finite, v.minValue(0)),
  /** Each is scored before the model runs. */
  pairs: v.pipe(v.array(GoldenPair), v.maxLength(200)),
});
export type Golden = Data<v.InferOutput<typeof Golden>>;

/** A text for one line of a card. */
const Shown = v.pipe(v.string(), v.maxLength(500));

export const Fields = v.object({
  /** Version of the format. */
  tabrank: v.literal(1),
  /** Repository, `organisation/name` or `organisation/name@revision`; also the `model` of requests and responses. */
  id: v.pipe(Shown, v.nonEmpty()),
  title: v.pipe(Shown, v.nonEmpty()),
  recipe: Recipe,
  scoreKind: v.picklist(scoreKinds),
  tokenizer: v.object({ json: ModelFile, config: ModelFile }),
  /** In order of preference on each device. */
  variants: v.pipe(v.array(ModelVariant), v.nonEmpty()),
  /** Maximum length of an input in tokens, special tokens included. */
  maxTokens: Count,
  languages: Shown,
  licence: v.object({
    name: Shown,
    commercialUse: v.picklist(["allowed", "not-allowed", "unknown"]),
    url: v.exactOptional(
      v.pipe(
        v.string(),
        v.check((url) => URL.canParse(url) && url.startsWith("https://"), "must begin with https://"),
      ),
    ),
  }),
  /** Without it, the model runs without a self-test. */
  golden: v.exactOptional(Golden),
  /** One honest sentence. */
  quality: v.pipe(v.string(), v.maxLength(10_000)),
});

/** Keys that were renamed. Folders exported earlier still have the former ones. */
const currentKeys = new Map([
  ["forms", "variants"],
  ["attendToFilling", "attendToMaskPadding"],
]);
const WithCurrentKeys = v.pipe(
  v.record(v.string(), v.unknown()),
  v.transform((fields) =>
    Object.fromEntries(Object.entries(fields).map(([key, value]) => [currentKeys.get(key) ?? key, value])),
  ),
);

/** Version 1. Keys that the schema does not know are dropped, except in the recipe, where they are errors. */
export const Manifest = v.pipe(
  WithCurrentKeys,
  v.looseObject({ recipe: WithCurrentKeys }),
  Fields,
  v.check(
    ({ recipe, scoreKind }) => recipeScoreKind(recipe) === scoreKind,
    "scoreKind is not that of the recipe",
  ),
  v.check(
    ({ recipe, maxTokens }) => !("queryTokens" in recipe) || (recipe.queryTokens ?? 0) <= maxTokens,
    "maxTokens is less than the number of tokens that the recipe pads queries to",
  ),
);
export type Manifest = Data<v.InferOutput<typeof Manifest>>;
