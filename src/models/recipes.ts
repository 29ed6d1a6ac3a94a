/**
 * How the models of a family differ from each other, and what their scores mean: schemas and their types. A key that a
 * recipe's schema does not know is an error: it may change the scores.
 */
import * as v from "valibot";

/** A type inferred from a schema, with everything in it readonly. */
export type Data<T> = T extends object ? { readonly [Key in keyof T]: Data<T[Key]> } : T;

/** Whole numbers between two bounds; a number beyond them is an error, or an attempt to hang the page. */
function between(min: number, max: number) {
  return v.pipe(
    v.number(),
    v.integer(),
    v.check((value) => value >= min && value <= max, `must be ${min} to ${max}`),
  );
}
export const Count = between(1, 10_000_000);
/** JSON's 1e400 is infinite. */
export const Finite = v.pipe(v.number(), v.finite());
const TokenId = between(0, 10_000_000);
const Side = between(1, 64);
const Pixels = between(1, 100_000_000);

/** Whether a path stays inside its folder, also as part of a URL. */
export function isInFolder(path: string): boolean {
  return path.split("/").every((name) => /^[\w.+-]+(?: +[\w.+-]+)*$/.test(name) && !/^\.+$/.test(name));
}

export const ModelFile = v.object({
  /** Path in the repository. */
  path: v.pipe(v.string(), v.check(isInFolder, "must lie in the folder")),
  bytes: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  /** `false`: `bytes` is the published size, rounded. Progress and checks use the size that the server sends. */
  exact: v.exactOptional(v.literal(false)),
  /** Hexadecimal. Checked after the download if present. "catalogued" in lists: `hashes.ts` has it. */
  sha256: v.exactOptional(v.string()),
});
export type ModelFile = Data<v.InferOutput<typeof ModelFile>>;

/** What a dense layer applies to each of its outputs. */
export const activations = ["identity", "tanh", "relu", "gelu", "sigmoid", "silu"] as const;
export type Activation = (typeof activations)[number];

/** One layer after the pooling; its weights, if it has any, as safetensors. */
const HeadLayer = v.variant("kind", [
  v.strictObject({ kind: v.literal("dense"), activation: v.picklist(activations), file: ModelFile }),
  v.strictObject({ kind: v.literal("layer-norm"), epsilon: Finite, file: ModelFile }),
  v.strictObject({ kind: v.literal("normalize") }),
]);
export type HeadLayer = Data<v.InferOutput<typeof HeadLayer>>;

/**
 * How the vectors of a text's tokens become one.
 * - `mean`, `max`: of each value, over all tokens
 * - `mean-sqrt`: the sum, divided by the square root of the number of tokens
 * - `weighted-mean`: the first token counts once, the second twice, and so on
 * - `cls`: the first token's vector
 */
const Pooling = v.picklist(["mean", "cls", "max", "mean-sqrt", "weighted-mean"]);
export type Pooling = v.InferOutput<typeof Pooling>;

/** The layers after the pooling, in order. */
const Head = v.exactOptional(v.array(HeadLayer));

/** One number for each of red, green and blue. */
const Channels = v.tuple([Finite, Finite, Finite]);

/** How a Qwen2-VL model reads an image. */
const ImageRecipe = v.strictObject({
  /** Side of a patch in pixels. */
  patchSize: Side,
  /** `mergeSize` × `mergeSize` patches become one token. */
  mergeSize: Side,
  /** An image is scaled until its number of pixels lies between these two. */
  minPixels: Pixels,
  maxPixels: Pixels,
  /** Of each channel, for values from 0 to 1. */
  mean: Channels,
  std: v.pipe(
    Channels,
    v.check((values) => values.every((value) => value > 0), "must be above 0"),
  ),
});
export type ImageRecipe = Data<v.InferOutput<typeof ImageRecipe>>;

export const Recipe = v.variant("family", [
  /** `[CLS] query [SEP] document [SEP]` → one logit → sigmoid. */
  v.strictObject({
    family: v.literal("cross-encoder"),
    /** If the graph ends at token vectors. */
    head: Head,
    /** Of the token vectors that go into the head; `cls` without it. */
    pooling: v.exactOptional(Pooling),
  }),
  /** Query and document separately → one vector each → cosine or dot product. */
  v.strictObject({
    family: v.literal("bi-encoder"),
    pooling: Pooling,
    queryPrefix: v.string(),
    documentPrefix: v.exactOptional(v.string()),
    head: Head,
    /** `cosine` without it. */
    similarity: v.exactOptional(v.picklist(["cosine", "dot"])),
  }),
  /** Query and document separately → one vector for each token → MaxSim. */
  v.strictObject({
    family: v.literal("late-interaction"),
    /** Token ids inserted after the first special token. */
    queryMarker: v.exactOptional(TokenId),
    documentMarker: v.exactOptional(TokenId),
    /** Shorter queries are padded to this many tokens with the mask token, whose vectors count. */
    queryTokens: v.exactOptional(Count),
    /** Whether the other tokens attend to the mask padding. */
    attendToMaskPadding: v.exactOptional(v.boolean()),
    /** Leave the punctuation tokens of documents out of the score. */
    skipPunctuation: v.boolean(),
  }),
  /** All documents and the query in one prompt → one vector each → cosine ("last but not late"). */
  v.strictObject({
    family: v.literal("listwise"),
    /** Query and documents are cut to their first tokens. */
    maxQueryTokens: Count,
    maxDocumentTokens: Count,
    /** Documents in one prompt. More documents take several prompts, whose query vectors are averaged. */
    maxBlockDocuments: Count,
    /** jina-reranker-v3.5: the query's token also stands after the first mention of the query; the last one counts. */
    queryTokenTwice: v.exactOptional(v.boolean()),
  }),
  /** A language model is asked whether the document answers the query → "yes" against "no". */
  v.strictObject({
    family: v.literal("yes-no"),
    /** Used if the request has no instruction. */
    instruction: v.string(),
  }),
  /** Texts and images in one prompt → one logit → sigmoid. */
  v.strictObject({
    family: v.literal("multimodal"),
    /** Subtracted from the logit. */
    bias: Finite,
    maxQueryTokens: Count,
    image: ImageRecipe,
  }),
]);
export type Recipe = Data<v.InferOutput<typeof Recipe>>;
export type FamilyName = Recipe["family"];

export const scoreKinds = ["probability", "cosine", "dot", "maxsim"] as const;

/**
 * What a score means.
 * - `probability`: 0 to 1, the sigmoid of a trained logit
 * - `cosine`: −1 to 1
 * - `dot`: a dot product of vectors of any length, so without bounds
 * - `maxsim`: the sum of one cosine for each query token, so at most the number of query tokens
 */
export type ScoreKind = (typeof scoreKinds)[number];
