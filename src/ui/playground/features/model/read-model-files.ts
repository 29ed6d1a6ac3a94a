import { inspectFiles } from "../../../../engine/local/inspect-repository.ts";
import type { ModelEntry } from "../../../../models/model.ts";
import { type Entry, type GivenFiles, filesOfEntries, filesOfList, modelFolderOf } from "./model-folder.ts";

/** What a drop or a file dialog gives; directories only as entries. */
export type Given = { entries: readonly Entry[] } | { files: readonly File[] };

/**
 * The model in what a person gave. Nothing large is read: a `Blob` is a reference.
 * @throws {RerankError} where there is none that can run here
 */
export async function readModelFiles(given: Given): Promise<ModelEntry> {
  const all: GivenFiles = "entries" in given ? await filesOfEntries(given.entries) : filesOfList(given.files);
  const { name, files } = modelFolderOf(all);
  return inspectFiles(name, files);
}
