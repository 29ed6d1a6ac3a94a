/** Reads what a repository or folder that is not in the catalogue holds, before anything large is fetched. */
import * as v from "valibot";
import { RerankError } from "../../contract/errors.ts";
import { findModel } from "../../models/catalogue.ts";
import { families } from "../../models/families.ts";
import { Manifest } from "../../models/manifest.ts";
import {
  type Device,
  type Dtype,
  type HeadLayer,
  type ModelEntry,
  type ModelFile,
  type ModelVariant,
  type Recipe,
  modelFiles,
} from "../../models/model.ts";
import { isInFolder } from "../../models/recipes.ts";
import { isWebPage } from "./load/model-files.ts";

export interface InspectOptions {
  hubHost: string;
  fetch: typeof fetch;
  signal?: AbortSignal;
}

/** What is not there, or not as expected, is left out: only the list of files is needed. */
function optional<T>(schema: v.GenericSchema<unknown, T>) {
  return v.fallback(v.nullish(schema), undefined);
}

/** A name, or a list of them with other things in between: YAML reads the language "no" as false. */
const Names = v.union([
  v.pipe(
    v.string(),
    v.transform((name) => [name]),
  ),
  v.pipe(
    v.array(v.unknown()),
    v.transform((list) => list.filter((name) => typeof name === "string")),
  ),
]);

/** `GET /api/models/{repository}?blobs=true` of the Hub. */
const HubModel = v.object({
  sha: v.string(),
  pipeline_tag: optional(v.string()),
  cardData: optional(v.object({ license: optional(Names), language: optional(Names) })),
  siblings: v.array(
    v.object({
      rfilename: v.string(),
      size: optional(v.number()),
      lfs: optional(v.object({ sha256: optional(v.string()) })),
    }),
  ),
});

const ModelConfig = v.object({
  architectures: optional(v.array(v.string())),
  model_type: optional(v.string()),
  max_position_embeddings: optional(v.number()),
  pad_token_id: optional(v.number()),
  id2label: optional(v.record(v.string(), v.unknown())),
  num_labels: optional(v.number()),
});
type ModelConfig = v.InferOutput<typeof ModelConfig>;

const TokenizerConfig = v.object({ model_max_length: optional(v.number()) });

/** sentence-transformers' `1_Pooling/config.json`: one of `pooling_mode_…` is true; since version 6, `pooling_mode`. */
const PoolingConfig = v.record(v.string(), v.unknown());

/** sentence-transformers' `modules.json`: what a text goes through, in order; a type is a Python class. */
const Modules = v.array(
  v.object({
    path: v.pipe(
      v.string(),
      v.check((path) => path === "" || isInFolder(path), "must lie in the folder"),
    ),
    type: v.string(),
  }),
);
const DenseConfig = v.object({ activation_function: v.string(), out_features: v.number() });

/** The Hub's file names, in the order of preference on each device. 4-bit weights are left out: untested, they drift. */
const weightNames: readonly { names: string[]; dtype: Dtype; devices: Device[]; needsF16?: true }[] = [
  { names: ["model_fp16.onnx"], dtype: "fp16", devices: ["webgpu"], needsF16: true },
  { names: ["model_quantized.onnx", "model_int8.onnx", "model_uint8.onnx"], dtype: "q8", devices: ["wasm"] },
  { names: ["model.onnx"], dtype: "fp32", devices: ["webgpu", "wasm"] },
];

interface Folder {
  id: string;
  source: ModelEntry["source"];
  /** The file as the folder's list has it, or as a server that lists nothing tells; `undefined` where there is none. */
  find: (path: string) => Promise<ModelFile | undefined>;
  /** External data of a graph: those whose names begin like this. */
  findExternal: (prefix: string) => Promise<ModelFile[]>;
  read: (path: string) => Promise<unknown>;
  licence?: string | undefined;
  languages?: string | undefined;
  pipelineTag?: string | undefined;
}

/**
 * @param input `organisation/name` on the Hub, or the URL of a folder laid out like one
 * @returns an entry as in the catalogue: what the folder's `tabrank.json` says, or what its files tell, then
 *   without golden pairs
 * @throws {RerankError} `invalid_request` for what is neither; `model_not_found` where there is no such place or
 *   nothing in it that can run here; `download_failed` where it cannot be reached
 */
export async function inspectRepository(input: string, options: InspectOptions): Promise<ModelEntry> {
  const folder = await openFolder(input.trim(), options);
  // The catalogue knows more: recipe, pinned revision, golden pairs.
  const known = folder.source.kind === "hub" ? findModel(folder.id) : undefined;
  return known?.source.kind === "hub" ? known : inspectFolder(folder);
}

/**
 * The same for files that the person gave: a folder that was dropped or chosen.
 * @param files by their path, the folder's own name not part of it
 */
export async function inspectFiles(name: string, files: ReadonlyMap<string, Blob>): Promise<ModelEntry> {
  const id = `files/${name}`;
  const model = await inspectFolder({
    id,
    source: { kind: "files", files },
    find: async (path) => {
      const file = files.get(path);
      return file && { path, bytes: file.size };
    },
    findExternal: async (prefix) =>
      [...files].flatMap(([path, { size }]) => (path.startsWith(prefix) ? [{ path, bytes: size }] : [])),
    read: async (path) => JSON.parse((await files.get(path)?.text()) ?? "null"),
  });
  // An export of one variant, or a part of a download, is a model all the same.
  const missing = model.variants.map((variant) =>
    modelFiles(model, variant)
      .map((file) => lack(file, files))
      .find(Boolean),
  );
  const variants = model.variants.filter((_, position) => missing[position] === undefined);
  if (variants.length === 0) throw notUsable(id, missing.find(Boolean) ?? "it has no weights");
  return { ...model, variants };
}

/** What is wrong with one of the files that were given; `undefined` for one that is there and whole. */
function lack({ path, bytes, exact }: ModelFile, files: ReadonlyMap<string, Blob>): string | undefined {
  const file = files.get(path);
  if (!file) return `${path} is not among the files`;
  if (exact === false || file.size === bytes) return undefined;
  return `${path} has ${file.size} bytes where its tabrank.json says ${bytes}`;
}

async function inspectFolder(folder: Folder): Promise<ModelEntry> {
  if (await folder.find("tabrank.json")) {
    const { tabrank: _version, ...entry } = await readAs(Manifest, folder, "tabrank.json");
    return { ...entry, source: folder.source, id: folder.id };
  }
  const json = await folder.find("tokenizer.json");
  const tokenizerConfig = await folder.find("tokenizer_config.json");
  const variants = await findVariants(folder);
  const config = await readAs(ModelConfig, folder, "config.json");
  if (variants.length === 0) throw notUsable(folder.id, "it holds no ONNX weights that run in a browser");
  if (!json || !tokenizerConfig) throw notUsable(folder.id, "it holds no tokenizer.json");
  const { recipe, guess } = await recipeOf(config, folder);
  const { model_max_length: tokenizerLimit } = await readAs(TokenizerConfig, folder, "tokenizer_config.json");
  return {
    id: folder.id,
    title: folder.id.slice(folder.id.lastIndexOf("/") + 1),
    source: folder.source,
    recipe,
    scoreKind: families[recipe.family].scoreKind,
    tokenizer: { json, config: tokenizerConfig },
    variants,
    maxTokens: Math.min(maxTokensOf(config), tokenizerLimit ?? Infinity),
    languages: folder.languages ?? "not stated",
    licence: {
      name: folder.licence ?? "not stated",
      commercialUse:
        folder.licence !== undefined && /-nc\b/i.test(folder.licence) ? "not-allowed" : "unknown",
    },
    quality: `Not in the catalogue: its scores are not verified here.${guess}`,
  };
}

function openFolder(input: string, options: InspectOptions): Promise<Folder> {
  const host = options.hubHost.replace(/\/+$/, "");
  const repository = input.startsWith(`${host}/`)
    ? input
        .slice(host.length + 1)
        .split("/")
        .slice(0, 2)
        .join("/")
    : input;
  if (/^[\w.-]+\/[\w.-]+$/.test(repository)) return openHubRepository(repository, host, options);
  if (/^https?:\/\/\S+$/.test(input)) return openUrl(folderOf(input), options);
  const message = "must be organisation/name, or the address of a folder";
  throw new RerankError("invalid_request", `model: ${message}`, {
    errors: [{ field: "model", message, type: "value_error.format", input }],
  });
}

async function openHubRepository(id: string, host: string, options: InspectOptions): Promise<Folder> {
  const response = await request(`${host}/api/models/${id}?blobs=true`, "GET", options);
  const model = v.safeParse(HubModel, await response.json().catch(() => undefined));
  if (!model.success) throw new RerankError("download_failed", `${host} did not answer like the Hub.`);
  const { sha, siblings, cardData, pipeline_tag: pipelineTag } = model.output;
  const files = siblings.map(({ rfilename: path, size, lfs }): [string, ModelFile] => [
    path,
    {
      path,
      bytes: size ?? 0,
      ...(typeof size !== "number" && { exact: false as const }),
      ...(typeof lfs?.sha256 === "string" && { sha256: lfs.sha256 }),
    },
  ]);
  const listed = new Map(files);
  return {
    id,
    source: { kind: "hub", revision: sha },
    find: async (path) => listed.get(path),
    findExternal: async (prefix) => [...listed.values()].filter(({ path }) => path.startsWith(prefix)),
    read: async (path) => (await request(`${host}/${id}/resolve/${sha}/${path}`, "GET", options)).json(),
    licence: cardData?.license?.[0],
    languages: cardData?.language?.join(", "),
    pipelineTag: pipelineTag ?? undefined,
  };
}

/** An address may name the folder's description instead of the folder. */
function folderOf(address: string): string {
  return address.replace(/\/tabrank\.json$/, "").replace(/\/+$/, "");
}

/** Parts of external data that are looked for where a server lists nothing. */
const mostParts = 16;

/** A folder on a server cannot be listed: names are asked for one by one. */
async function openUrl(baseUrl: string, options: InspectOptions): Promise<Folder> {
  const find = async (path: string): Promise<ModelFile | undefined> => {
    const response = await options
      .fetch(`${baseUrl}/${path}`, { method: "HEAD", ...(options.signal && { signal: options.signal }) })
      .catch(() => undefined);
    options.signal?.throwIfAborted();
    if (!response?.ok || isWebPage(response)) return undefined;
    const bytes = Number(response.headers.get("content-length") ?? 0);
    return { path, bytes, exact: false };
  };
  return {
    id: baseUrl,
    source: { kind: "url", baseUrl },
    find,
    async findExternal(prefix) {
      const found: ModelFile[] = [];
      for (let part = 0; part < mostParts; part++) {
        const file = await find(part === 0 ? prefix : `${prefix}_${part}`);
        if (!file) break;
        found.push(file);
      }
      return found;
    },
    read: async (path) => (await request(`${baseUrl}/${path}`, "GET", options)).json(),
  };
}

async function request(url: string, method: string, { fetch, signal }: InspectOptions): Promise<Response> {
  const response = await fetch(url, { method, ...(signal && { signal }) }).catch((cause: unknown) => {
    signal?.throwIfAborted();
    throw new RerankError(
      "download_failed",
      `${url} could not be reached. Check the address and connection.`,
      {
        cause,
      },
    );
  });
  if (response.ok) return response;
  // The Hub answers 401 for what does not exist.
  const missing = [401, 403, 404].includes(response.status);
  const why = missing ? "there is no such public model" : `the server answered ${response.status}`;
  throw new RerankError(missing ? "model_not_found" : "download_failed", `${url}: ${why}.`);
}

async function findVariants(folder: Folder): Promise<ModelVariant[]> {
  const variants = weightNames.map(async ({ names, dtype, devices, needsF16 }): Promise<ModelVariant[]> => {
    for (const path of names.flatMap((name) => [`onnx/${name}`, name])) {
      const weights = await folder.find(path);
      if (!weights) continue;
      const external = await folder.findExternal(`${path}_data`);
      return [{ dtype, devices, files: [weights, ...external], ...(needsF16 && { needsF16 }) }];
    }
    return [];
  });
  return (await Promise.all(variants)).flat();
}

async function recipeOf(config: ModelConfig, folder: Folder): Promise<{ recipe: Recipe; guess: string }> {
  const { id, pipelineTag } = folder;
  const [architecture = ""] = config.architectures ?? [];
  const classifies = architecture.endsWith("ForSequenceClassification");
  if (!classifies && !architecture.endsWith("Model")) {
    throw notUsable(
      id,
      `its architecture, ${architecture === "" ? "not stated" : architecture}, is none that is supported`,
    );
  }
  if (classifies) {
    const labels = config.num_labels ?? Object.keys(config.id2label ?? {}).length;
    if (labels > 1) throw notUsable(id, `it tells ${labels} classes apart; a reranker has one score`);
    return { recipe: { family: "cross-encoder" }, guess: "" };
  }
  const head = await readHead(folder);
  if (head.length > 0) return { recipe: { family: "cross-encoder", head }, guess: "" };
  if (pipelineTag === "text-ranking") return { recipe: { family: "cross-encoder" }, guess: "" };
  const poolingPath = "1_Pooling/config.json";
  if (!(await folder.find(poolingPath))) {
    const guess = " It does not say how its token vectors are pooled: their mean is taken.";
    return { recipe: { family: "bi-encoder", pooling: "mean", queryPrefix: "" }, guess };
  }
  const modes = Object.entries(await readAs(PoolingConfig, folder, poolingPath)).flatMap(([name, value]) => {
    if (name === "pooling_mode" && typeof value === "string") return [value];
    return name.startsWith("pooling_mode_") && value === true ? [name.slice("pooling_mode_".length)] : [];
  });
  const pooling = modes.length === 1 ? poolings[modes[0] ?? ""] : undefined;
  if (!pooling) throw notUsable(id, `its pooling (${modes.join(", ")}) is none that is supported`);
  return { recipe: { family: "bi-encoder", pooling, queryPrefix: "" }, guess: "" };
}

/** Layers of a cross-encoder of sentence-transformers that follow the pooling, and that its ONNX lacks. */
async function readHead(folder: Folder): Promise<HeadLayer[]> {
  if (!(await folder.find("modules.json"))) return [];
  const modules = await readAs(Modules, folder, "modules.json");
  const after = modules.flatMap(({ path, type }) => {
    const kind = type.slice(type.lastIndexOf(".") + 1);
    return kind === "Dense" || kind === "LayerNorm" ? [{ path, kind }] : [];
  });
  const last = after.at(-1);
  if (last?.kind !== "Dense") return [];
  // A vector at the end makes it an embedding model.
  if ((await readAs(DenseConfig, folder, `${last.path}/config.json`)).out_features !== 1) return [];
  const layers = after.map(async ({ path, kind }): Promise<HeadLayer> => {
    const file = await folder.find(`${path}/model.safetensors`);
    if (!file) throw notUsable(folder.id, `its ${path} has no model.safetensors`);
    if (kind === "LayerNorm") return { kind: "layer-norm", epsilon: 1e-5, file };
    const { activation_function: name } = await readAs(DenseConfig, folder, `${path}/config.json`);
    const activation = activations[name.slice(name.lastIndexOf(".") + 1)];
    if (!activation) throw notUsable(folder.id, `its ${path} has the activation ${name}, which is not known`);
    return { kind: "dense", activation, file };
  });
  return Promise.all(layers);
}

const activations: Record<string, "gelu" | "identity"> = { GELU: "gelu", Identity: "identity" };

const poolings: Record<string, "mean" | "cls"> = {
  mean_tokens: "mean",
  cls_token: "cls",
  mean: "mean",
  cls: "cls",
};

async function readAs<T>(schema: v.GenericSchema<unknown, T>, folder: Folder, path: string): Promise<T> {
  const parsed = v.safeParse(
    schema,
    await folder.read(path).catch((error: unknown) => {
      if (error instanceof SyntaxError) return undefined;
      throw error;
    }),
  );
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  const field = v.getDotPath(issue);
  const where = field === null ? "" : ` (${field}: ${issue.message})`;
  throw notUsable(folder.id, `its ${path} is not what it should be${where}`);
}

/** RoBERTa and its kin count positions from the one after the padding token's id. */
function maxTokensOf(config: ModelConfig): number {
  const positions = config.max_position_embeddings ?? 512;
  const offset = /roberta|camembert|mpnet|longformer|esm|data2vec-text/.test(config.model_type ?? "")
    ? (config.pad_token_id ?? 1) + 1
    : 0;
  return positions - offset;
}

function notUsable(id: string, why: string): RerankError {
  return new RerankError("model_not_found", `${id} cannot be used: ${why}.`);
}
