/** What the project knows about a model, as data: where it is, how it scores, what it may be used for. */
import type { ModelInputs } from "../contract/rerank.ts";
import type { CatalogueFile } from "./data-files.ts";
import { families } from "./families.ts";
import type { Golden, Manifest, ModelVariant } from "./manifest.ts";
import type { HeadLayer, ModelFile, Recipe } from "./recipes.ts";

export { type Device, type Dtype, dtypes } from "./dtypes.ts";
export type { Golden, GoldenPair, ModelVariant } from "./manifest.ts";
export type {
  Activation,
  FamilyName,
  HeadLayer,
  ImageRecipe,
  ModelFile,
  Pooling,
  Recipe,
  ScoreKind,
} from "./recipes.ts";

export interface ModelEntry extends Omit<Manifest, "tabrank" | "golden"> {
  source:
    | CatalogueFile["source"]
    /** A folder at any URL, laid out like a Hub repository. */
    | { kind: "url"; baseUrl: string }
    /** Files that the user chose, by their path in such a folder; gone when the page is closed. */
    | { kind: "files"; files: ReadonlyMap<string, Blob> };
  /** Absent: the model runs without a self-test. "catalogued": the scores of `golden.ts`. */
  golden?: Golden | "catalogued";
}

/** What must be downloaded to run one variant: weights first, then the tokenizer. */
export function modelFiles(model: ModelEntry, variant: ModelVariant): ModelFile[] {
  const head = headLayers(model.recipe).flatMap((layer) => ("file" in layer ? [layer.file] : []));
  return [...variant.files, ...(variant.vision ?? []), ...head, model.tokenizer.json, model.tokenizer.config];
}

/** What a request to the model may contain besides texts. */
export function modelInputs({ family }: Recipe): ModelInputs {
  return families[family].inputs;
}

/** The layers after the pooling; most models have none. */
export function headLayers(recipe: Recipe): readonly HeadLayer[] {
  return ("head" in recipe && recipe.head) || [];
}

/** Size of the download for one variant, in bytes: weights and tokenizer. */
export function downloadBytes(model: ModelEntry, variant: ModelVariant): number {
  return modelFiles(model, variant).reduce((sum, { bytes }) => sum + bytes, 0);
}
