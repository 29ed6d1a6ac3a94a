import { isInFolder } from "../../../models/recipes.ts";
import type { ModelFile } from "../../../models/model.ts";
import { inspectMessages } from "./messages.ts";
import type { Folder } from "./folder.ts";
import { isLfsPointer } from "./lfs-pointer.ts";
import { type GraphFacts, readGraph } from "./onnx-graph.ts";

/**
 * How many bytes are read until they tell whether a graph has weights in other files: the operators of nearly all
 * graphs, of the largest, and a graph without its weights.
 */
const startBytes = [1_000_000, 8_000_000, 64_000_000];

export interface GraphFile {
  /** `undefined` if the file cannot be read before it is downloaded. */
  facts?: GraphFacts | undefined;
  externalData: ModelFile[];
  /** Why the graph cannot be used. */
  reason?: string;
}

/**
 * Finds the files that a graph needs, and reads as much of it as tells them, unless the folder's listing leaves no
 * doubt.
 * @param always whether its operators are asked for
 */
export async function readGraphFile(file: ModelFile, folder: Folder, always: boolean): Promise<GraphFile> {
  const { path } = file;
  if (!always && !isDoubtful(file, folder)) return { externalData: [] };
  let facts: GraphFacts | undefined;
  for (const bytes of startBytes) {
    const start = await folder.readStart(path, bytes);
    if (start && isLfsPointer(start)) return { externalData: [], reason: inspectMessages.lfsPointer(path) };
    facts = start && readGraph(start, start.length < bytes);
    if (facts?.complete !== false) break;
  }
  if (facts?.complete !== true) return { facts, externalData: await findByName(path, folder) };
  const externalData: ModelFile[] = [];
  for (const location of facts.externalData) {
    const data = await findExternal(path, location, folder);
    if (!data) return { facts, externalData, reason: inspectMessages.noExternalData(path, location) };
    externalData.push(data);
  }
  return { facts, externalData };
}

/** Files beside a graph that hold no weights for it. */
const noWeights = /\.(onnx|json|txt|md|model|jinja|py)$/;
/** A Git LFS pointer is smaller, a graph larger. */
const pointerBytes = 1000;

/** Whether a listing does not tell if a graph is whole. Files of this machine are read in any case. */
function isDoubtful({ path, bytes }: ModelFile, { paths, source }: Folder): boolean {
  if (!paths || source.kind === "files" || bytes < pointerBytes) return true;
  const folder = path.slice(0, path.lastIndexOf("/") + 1);
  return paths.some((other) => isDirectlyIn(other, folder) && !noWeights.test(other));
}

function isDirectlyIn(path: string, folder: string): boolean {
  return path.startsWith(folder) && !path.slice(folder.length).includes("/");
}

/** ONNX Runtime is given the files by their names, so they must lie beside the graph. */
async function findExternal(path: string, location: string, folder: Folder): Promise<ModelFile | undefined> {
  if (location.includes("/") || !isInFolder(location)) return undefined;
  return folder.find(path.slice(0, path.lastIndexOf("/") + 1) + location);
}

/** The names that the exporters of Optimum and PyTorch give external data. */
async function findByName(path: string, folder: Folder): Promise<ModelFile[]> {
  const data = await folder.find(`${path}.data`);
  return [...(data ? [data] : []), ...(await folder.findExternal(`${path}_data`))];
}
