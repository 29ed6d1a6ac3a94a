import { RerankError } from "../../contract/errors.ts";
import { headLayers } from "../../models/model.ts";
import { isBatchVariant } from "../../models/precision.ts";
import { type BatchLimits, singleRows } from "./batches.ts";
import { families } from "./families/families.ts";
import type { Family } from "./families/family.ts";
import type { Head } from "./head.ts";
import { measureDocument } from "./measure-document.ts";
import type {
  Lengths,
  LoadRequest,
  ScoringInput,
  ChunkScores,
  TokenMatches,
  Truncation,
} from "./protocol.ts";
import { type FixedSizes, createSession } from "./session.ts";
import { compileRuntime, loadOnnxRuntime } from "./onnx-runtime.ts";
import { createTokenizer } from "./tokenizer.ts";
import { verifiedBytes } from "./verified-bytes.ts";

export { loadOnnxRuntime };

/** A model that is ready to score in this worker. */
export interface LoadedModel {
  /** ONNX Runtime, compiled; `undefined` where it cannot be handed on. */
  runtime?: WebAssembly.Module | undefined;
  score(chunk: ScoringInput): Promise<ChunkScores>;
  compute(chunk: ScoringInput): Promise<ChunkScores>;
  measure(chunk: ScoringInput): Lengths;
  match(query: string, document: string, truncation: Truncation): Promise<TokenMatches>;
}

/** On the CPU, padding costs time and batching gains little; a GPU needs full batches. */
const batchLimits = {
  wasm: { tokens: 512, rows: 32, widthStep: 1 },
  webgpu: { tokens: 4096, rows: 64, widthStep: 8 },
} satisfies Record<LoadRequest["device"], BatchLimits>;

/** @throws {RerankError} `load_failed`, `integrity_failed` or `out_of_memory` */
export async function loadModel(
  request: LoadRequest,
  onDeviceLost: (message: string) => void,
): Promise<LoadedModel> {
  const { device, recipe, vision: visionFiles } = request;
  const [runtime, tokenizer, head, session] = await Promise.all([
    compileRuntime(device, request.runtime),
    createTokenizer(request.tokenizerJson, request.tokenizerConfig),
    loadHead(request),
    createSession(device, request, onDeviceLost),
  ]);
  // Not in parallel: ONNX Runtime creates one WebGPU session at a time.
  const vision = visionFiles && (await createSession(device, visionFiles, onDeviceLost));
  const limits = inputLimits(request, session.fixedSizes);
  const module = await families[recipe.family]();
  const context = { recipe, tokenizer, session, vision, head, ...limits };
  const family = module.create({ ...context, cacheBytes: request.cacheBytes });

  if (request.proveLength) await proveLength(family, limits.maxTokens);

  return {
    runtime,
    score: (chunk) => family.score(chunk),
    // A new family has empty caches.
    compute: (chunk) => module.create({ ...context, cacheBytes: 0 }).score(chunk),
    measure: ({ documents, ...input }) => {
      const { queryTokens, documentBudget } = family.lengths(input);
      return {
        queryTokens,
        documents: documents.map((document) => measureDocument(document, input, documentBudget, tokenizer)),
      };
    },
    async match(query, document, truncation) {
      if (family.match) return family.match(query, document, truncation);
      const message = "Only late-interaction models compare single tokens, and this is none.";
      throw new RerankError("unsupported_input", message);
    },
  };
}

/** @throws {RerankError} `load_failed` if the model fails on the longest text that it is to read; `out_of_memory` */
async function proveLength(family: Family, maxTokens: number): Promise<void> {
  const documents = ["a ".repeat(maxTokens)];
  try {
    await family.score({ query: "a", documents, truncation: { truncate: "end" } });
  } catch (cause) {
    const { code, message } = RerankError.from(cause);
    if (code === "out_of_memory") throw cause;
    const said = `The model fails on texts of ${maxTokens} tokens, which its files state as its limit: ${message}`;
    throw new RerankError("load_failed", said, { cause });
  }
}

/** How long an input may be, and how many go into one run. */
function inputLimits(
  { dtype, device, maxTokens }: LoadRequest,
  { rows, width }: FixedSizes,
): { maxTokens: number; batches: BatchLimits } {
  if (rows !== undefined && rows > 1) {
    const message = `The model's graph takes exactly ${rows} texts at once, which is not supported.`;
    throw new RerankError("load_failed", message);
  }
  const batches = isBatchVariant(dtype) || rows === 1 ? singleRows : batchLimits[device];
  if (width === undefined) return { maxTokens, batches };
  if (width > maxTokens) {
    const message = `The model's graph takes exactly ${width} tokens, but the model reads at most ${maxTokens}.`;
    throw new RerankError("load_failed", message);
  }
  return { maxTokens: width, batches: { ...batches, widthStep: width } };
}

async function loadHead({ recipe, head: files }: LoadRequest): Promise<Head | undefined> {
  const layers = headLayers(recipe);
  if (layers.length === 0) return undefined;
  const { createHead } = await import("./head.ts");
  const weights = await Promise.all(files.map(async (file) => file && verifiedBytes(file)));
  return createHead(layers.map((layer, at) => ({ layer, bytes: weights[at] })));
}
