/** What a repository says of its scoring outside of its graph and its modules. */
import * as v from "valibot";
import { isPlainObject } from "../../../contract/plain-object.ts";
import { inspectMessages } from "./messages.ts";
import { checkFields } from "./declared-fields.ts";
import { throwUnlessLowerCasing } from "./lower-casing.ts";
import { type Inspection, notUsable, readAs, strict } from "./folder.ts";

const modelPath = "config_sentence_transformers.json";

/** The names that `SentenceTransformer` looks for, in its order. */
export const transformerPaths: readonly string[] = [
  "bert",
  "roberta",
  "distilbert",
  "camembert",
  "albert",
  "xlm-roberta",
  "xlnet",
].map((name) => `sentence_${name}_config.json`);

const ModelDeclaration = v.looseObject({
  model_type: strict(v.string()),
  // Lists are records to the library.
  prompts: strict(
    v.pipe(v.custom<object>(isPlainObject, "must be an object"), v.record(v.string(), v.nullish(v.string()))),
  ),
  default_prompt_name: strict(v.string()),
  similarity_fn_name: strict(v.string()),
  activation_fn: strict(v.string()),
});

const TransformerDeclaration = v.looseObject({
  do_lower_case: strict(v.boolean()),
  max_seq_length: strict(v.pipe(v.number(), v.integer(), v.minValue(1))),
  transformer_task: strict(v.string()),
});

export interface Declarations {
  /** sentence-transformers' name for the kind of model, such as `CrossEncoder`. */
  modelType: string | undefined;
  queryPrefix: string;
  documentPrefix: string;
  /** Before both texts of a pair. */
  pairPrefix: string;
  similarity: "cosine" | "dot";
  /** Name of the class in PyTorch. */
  activation: string | undefined;
  maxTokens: number | undefined;
}

/** @throws {RerankError} `model_not_found` for a kind of model, similarity or field that cannot be run */
export async function readDeclarations(inspection: Inspection): Promise<Declarations> {
  const { content: model } = await readDeclaration(ModelDeclaration, "model", [modelPath], inspection);
  const { path, content: transformer } = await readDeclaration(
    TransformerDeclaration,
    "transformer",
    transformerPaths,
    inspection,
  );
  if (transformer.do_lower_case === true) await throwUnlessLowerCasing(path, inspection);
  const declarations = {
    modelType: supportedType(model.model_type, model.similarity_fn_name, inspection),
    ...readPrompts(model, inspection),
    similarity: supportedSimilarity(model.similarity_fn_name, inspection),
    activation: model.activation_fn,
    maxTokens: transformer.max_seq_length,
  };
  throwIfUnsupportedTask(transformer.transformer_task, inspection);
  return declarations;
}

/**
 * The first of the files that is there, with each of its fields accounted for.
 * @returns also its path
 */
async function readDeclaration<T extends object>(
  schema: v.GenericSchema<unknown, T>,
  kind: "model" | "transformer",
  paths: readonly string[],
  inspection: Inspection,
): Promise<{ path: string; content: Partial<T> }> {
  for (const path of paths) {
    if (!(await inspection.folder.find(path))) continue;
    const content = await readAs(schema, inspection.folder, path);
    const { model_type: type } = { model_type: undefined, ...content };
    // Its further fields follow from its kind, which is refused as a whole.
    if (type !== "ColBERT" && type !== "MultiVectorEncoder") checkFields(kind, path, content, inspection);
    return { path, content };
  }
  return { path: "", content: {} };
}

function supportedType(
  type: string | undefined,
  similarity: string | undefined,
  { folder }: Inspection,
): string | undefined {
  if (type === "ColBERT" || type === "MultiVectorEncoder" || similarity === "MaxSim")
    throw notUsable(folder.id, inspectMessages.colbert(modelPath));
  if (type === undefined || type === "SentenceTransformer" || type === "CrossEncoder") return type;
  throw notUsable(folder.id, inspectMessages.modelType(type));
}

function supportedSimilarity(name: string | undefined, { folder }: Inspection): "cosine" | "dot" {
  if (name === undefined || name === "cosine") return "cosine";
  // The two names of one enumeration.
  if (name === "dot" || name === "dot_score") return "dot";
  throw notUsable(folder.id, inspectMessages.similarity(name));
}

function throwIfUnsupportedTask(task: string | undefined, { folder }: Inspection): void {
  if (task === undefined || task === "feature-extraction" || task === "sequence-classification") return;
  throw notUsable(folder.id, inspectMessages.task(task));
}

/**
 * As sentence-transformers documents the choice of `encode_query` and `encode_document`. Where a repository has none for queries or documents,
 * its default applies, as in `encode`, which was the only way before version 5.
 */
function readPrompts(
  { prompts = {}, default_prompt_name: name }: Partial<v.InferOutput<typeof ModelDeclaration>>,
  { folder, notes }: Inspection,
): Pick<Declarations, "queryPrefix" | "documentPrefix" | "pairPrefix"> {
  const fallback = name === undefined ? "" : Object.hasOwn(prompts, name) ? prompts[name] : undefined;
  if (fallback === undefined) throw notUsable(folder.id, inspectMessages.noSuchPrompt(name ?? ""));
  const unread = new Map(Object.entries(prompts).filter(([, text]) => Boolean(text)));
  if (name !== undefined) unread.delete(name);
  const prompt = (...names: string[]): string => {
    const stated = names.find((candidate) => Object.hasOwn(prompts, candidate));
    if (stated === undefined) return fallback ?? "";
    unread.delete(stated);
    return prompts[stated] ?? "";
  };
  const found = {
    queryPrefix: prompt("query"),
    documentPrefix: prompt("document", "passage", "corpus"),
    pairPrefix: fallback ?? "",
  };
  if (unread.size > 0) notes.push(inspectMessages.unreadPrompts([...unread.keys()]));
  return found;
}
