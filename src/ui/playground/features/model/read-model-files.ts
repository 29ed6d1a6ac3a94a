import { inspectFiles } from "../../../../engine/local/inspect-repository.ts";
import type { ModelEntry } from "../../../../models/model.ts";
import { type Entry, type GivenFiles, findModelFolder, listFiles, readEntries } from "./model-folder.ts";

/** What a drop or a file dialog yields; dropped directories come as entries. */
export type Given = { entries: readonly Entry[] } | { files: readonly File[] };

/**
 * Finds the model in the chosen files. Reads nothing large: a `Blob` is a reference.
 * @throws {RerankError} if none of them is a model that can run here
 */
export async function readModelFiles(given: Given): Promise<ModelEntry> {
  const all: GivenFiles = "entries" in given ? await readEntries(given.entries) : listFiles(given.files);
  const { name, files } = findModelFolder(all);
  return inspectFiles(name, files);
}
