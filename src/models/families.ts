/**
 * What the code around the models must know about each family, as one table. How a family computes its scores:
 * `src/engine/worker/families/`.
 */
import { type ModelInputs, textOnly } from "../contract/rerank.ts";
import type { Device } from "./dtypes.ts";
import type { FamilyName, Recipe, ScoreKind } from "./recipes.ts";

interface FamilyTraits {
  /** Unless the recipe says otherwise: `recipeScoreKind`. */
  scoreKind: ScoreKind;
  /** What a request may contain besides texts. */
  inputs: ModelInputs;
  /** Whether one run of the session takes several documents; otherwise chunks are small on every device. */
  batched: boolean;
  /** Whether documents are embedded without the query, so that workers cache the embeddings. */
  cachesDocuments: boolean;
  /** Whether a score is a sum of token matches, which can be shown. */
  matchesTokens: boolean;
  /** Whether one prompt holds many documents, so that their order matters; and how long that prompt may be. */
  listwise: false | { maxPromptTokens: Record<Device, number> };
}

const pointwise = {
  inputs: textOnly,
  batched: true,
  cachesDocuments: false,
  matchesTokens: false,
  listwise: false,
} satisfies Partial<FamilyTraits>;

export const families: Record<FamilyName, FamilyTraits> = {
  "cross-encoder": { ...pointwise, scoreKind: "probability" },
  "bi-encoder": { ...pointwise, scoreKind: "cosine", cachesDocuments: true },
  "late-interaction": { ...pointwise, scoreKind: "maxsim", cachesDocuments: true, matchesTokens: true },
  listwise: {
    ...pointwise,
    scoreKind: "cosine",
    inputs: { images: false, instruction: true, passages: false },
    // Beyond these lengths, the attention of 16 heads (2 × tokens² each) takes more memory than a tab has.
    listwise: { maxPromptTokens: { wasm: 3072, webgpu: 4096 } },
  },
  "yes-no": {
    ...pointwise,
    scoreKind: "probability",
    inputs: { images: false, instruction: true, passages: true },
    batched: false,
  },
  multimodal: {
    ...pointwise,
    scoreKind: "probability",
    inputs: { images: true, instruction: false, passages: false },
    batched: false,
  },
};

/** What the scores of a recipe mean. */
export function recipeScoreKind(recipe: Recipe): ScoreKind {
  return "similarity" in recipe && recipe.similarity === "dot" ? "dot" : families[recipe.family].scoreKind;
}
