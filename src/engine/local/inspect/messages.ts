/** Every sentence about a repository or folder that is looked up. They load with the look-up. */
import { shortened } from "../../../contract/shortened.ts";
import type { Dtype } from "../../../models/model.ts";

/** What inspecting a repository or folder finds wrong. The reasons complete "… cannot be used:". */
export const inspectMessages = {
  notUsable: (id: string, reason: string) => `${shortened(id, 200)} cannot be used: ${shortened(reason)}.`,
  address: () => "must be organisation/name or the URL of a model's repository or folder",
  unreachable: (url: string) =>
    `${shortened(url)} could not be reached. Check the address and your connection.`,
  notTheHub: (host: string) => `${host} did not answer like the Hub.`,
  noSuchModel: (url: string) => `${shortened(url)}: there is no such public model.`,
  status: (url: string, status: number) => `${shortened(url)}: the server answered ${status}.`,
  noWeights: (graphs: readonly string[] = []) =>
    `it has no ONNX weights that run in a browser${graphs.length > 0 ? ` (only ${graphs.join(", ")})` : ""}`,
  lfsPointer: (path: string) => `its ${path} is a Git LFS pointer, not the file itself`,
  noExternalData: (path: string, location: string) =>
    `its ${path} has weights in ${location}, which is not beside it`,
  noTokenizer: () => "it has no tokenizer.json",
  noFile: (path: string) => `it has no ${path}`,
  architecture: (name: string) =>
    name === "" ? "its config.json names no architecture" : `its architecture, ${name}, is not supported`,
  classes: (count: number) => `it predicts ${count} classes, but a reranker has a single score`,
  pooling: (modes: readonly string[]) => `its pooling (${modes.join(", ")}) is not supported`,
  modelType: (type: string) => `it is a ${type} of sentence-transformers, which is not supported`,
  colbert: (path: string) =>
    `its ${path} says that it compares token vectors (ColBERT, PyLate), which needs a tabrank.json`,
  similarity: (name: string) => `its similarity, ${name}, is not supported`,
  task: (name: string) => `its transformer_task, ${name}, is not supported`,
  scoreActivation: (name: string) => `the activation of its score, ${name}, is not supported`,
  noScore: () => "it is a cross-encoder, but its modules do not end in a single score",
  noPooling: () => "its modules.json has no pooling, so its texts have no single vector",
  noModules: (path: string) => `its ${path} belongs to a modules.json, which is missing`,
  unknownModule: (type: string) => `its module ${type} is not supported at this place`,
  transformerFolder: (path: string) => `its transformer lies in a folder of its own, ${path}`,
  noSuchPrompt: (name: string) => `its default prompt, "${name}", is not among its prompts`,
  pairPrompt: (prompt: string) =>
    `it puts a prompt before pairs of texts ("${prompt}"), which is not supported`,
  promptLeftOut: () => "its pooling leaves out the tokens of the prompt, which is not supported",
  unsupportedField: (path: string, field: string, value: unknown) =>
    `its ${path} says "${field}": ${asJson(value)}, which is not supported`,
  pickledWeights: (path: string) => `its ${path} is in PyTorch's own format; model.safetensors is needed`,
  noLayerWeights: (path: string) => `its ${path} has no model.safetensors`,
  activation: (path: string, name: string) =>
    `its ${path} has the activation ${name}, which is not supported`,
  invalidFile: (path: string, issue: { field: string; message: string } | undefined) =>
    `its ${path} is not valid${issue ? ` (${issue.field}: ${issue.message})` : ""}`,
  missingFile: (path: string) => `${path} is not among the files`,
  fileSize: (path: string, bytes: number, expected: number) =>
    `${path} has ${bytes} bytes, but its tabrank.json says ${expected}`,
  notStated: () => "not stated",
  cardSource: () => "the example on the model's card",
  checkedWithCard: (pairs: number) =>
    `Not in the catalogue: its scores are checked with the example on its card (${pairs} ${pairs === 1 ? "pair" : "pairs"}).`,
  notVerified: () => "Not in the catalogue: its scores have not been verified.",
  unknownField: (path: string, field: string) => `Not read: "${field}" in ${path}.`,
  unreadPrompts: (names: readonly string[]) => `Not read: its prompts named ${firstFew(names, ", ")}.`,
  unknownFiles: (paths: readonly string[]) => `Not read: ${firstFew(paths, ", ")}.`,
  cutsStart: () =>
    "The original leaves out the start of long texts; here their end is left out, unless a request says otherwise.",
  weightsLeftOut: (reason: string) => `Not offered: ${reason.replace(/^its /, "")}.`,
  unusedWeights: (weights: readonly string[]) => `Not offered: ${firstFew(weights, "; ")}.`,
  sameWeights: (path: string, dtype: Dtype) => `${path} (${dtype}, as other weights here)`,
  fourBits: (path: string) => `${path} (4 bits, whose scores drift)`,
  forCuda: (path: string) => `${path} (16-bit floats for CUDA)`,
  unknownWeights: (path: string) => `${path} (of an unknown kind)`,
  rawLogits: () => "The original returns raw logits; here a score is the logit's sigmoid, in the same order.",
  prompts: (query: string, document: string) =>
    [
      query === "" ? [] : [`Before every query it reads "${query}".`],
      document === "" ? [] : [`Before every document it reads "${document}".`],
    ]
      .flat()
      .join(" "),
  assumedLength: (tokens: number) => `It does not state how long texts may be; ${tokens} tokens are assumed.`,
  moreNotes: (count: number) => `And ${count} more of this kind.`,
  assumedPooling: () => "It does not state how token vectors are pooled; the mean is assumed.",
};

/** A value of a file as a message quotes it. */
export function asJson(value: unknown): string {
  try {
    return shortened(JSON.stringify(value) ?? "nothing", 100);
  } catch {
    // It has more levels than the stack has room for.
    return "a value with too many levels";
  }
}

/** The first of them, and how many more there are. */
function firstFew(texts: readonly string[], separator: string): string {
  const shown = texts.slice(0, maxListed).join(separator);
  return texts.length > maxListed ? `${shown} and ${texts.length - maxListed} more` : shown;
}

const maxListed = 6;
