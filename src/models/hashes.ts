/** Hashes of the catalogue's files. Lists of models do without them; the engine and whoever copies a model need them. */
import { RerankError } from "../contract/errors.ts";
import type { ModelEntry } from "./model.ts";
import type { HeadLayer, ModelFile } from "./recipes.ts";

const files = import.meta.glob<Readonly<Record<string, string>>>("./catalogue/*.json", {
  query: "?hashes",
  import: "default",
  eager: true,
});

/**
 * A model with the hashes of its files in place of "catalogued".
 * @throws {RerankError} `integrity_failed` for an entry of the catalogue under another id: nothing could be checked
 */
export function withHashes(model: ModelEntry): ModelEntry {
  const hashes = files[`./catalogue/${model.id.replace("/", "--")}.json`] ?? {};
  const withHash = (file: ModelFile): ModelFile => {
    if (file.sha256 !== "catalogued") return file;
    const sha256 = hashes[file.path];
    if (sha256 === undefined)
      throw new RerankError("integrity_failed", `The catalogue has no hash of ${file.path} of ${model.id}.`);
    return { ...file, sha256 };
  };
  const withAll = <Files extends readonly ModelFile[]>(some: Files): Files =>
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as many as there were
    some.map(withHash) as readonly ModelFile[] as Files;
  const withLayers = (head: readonly HeadLayer[]): HeadLayer[] =>
    head.map((layer) => ("file" in layer ? { ...layer, file: withHash(layer.file) } : layer));
  const { recipe, tokenizer, variants } = model;
  const [first, ...others] = variants.map((variant) => ({
    ...variant,
    files: withAll(variant.files),
    ...(variant.vision && { vision: withAll(variant.vision) }),
  }));
  return {
    ...model,
    recipe: "head" in recipe && recipe.head ? { ...recipe, head: withLayers(recipe.head) } : recipe,
    tokenizer: { json: withHash(tokenizer.json), config: withHash(tokenizer.config) },
    variants: first ? [first, ...others] : variants,
  };
}
