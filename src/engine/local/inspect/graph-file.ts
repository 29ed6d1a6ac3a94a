import { isInFolder } from "../../../models/recipes.ts";
import type { ModelFile } from "../../../models/model.ts";
import { inspectMessages } from "../messages.ts";
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

/** Reads as much of a graph as tells which other files it needs, and finds them. */
export async function readGraphFile({ path }: ModelFile, folder: Folder): Promise<GraphFile> {
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
