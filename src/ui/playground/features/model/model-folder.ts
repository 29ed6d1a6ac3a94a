/** Finds a model among the chosen files. Pure, except for reading directories. */
import { RerankError } from "../../../../contract/errors.ts";
import { modelFolderText } from "../../text/model-folder.ts";

export type GivenFiles = ReadonlyMap<string, Blob>;

/** A `FileSystemEntry` as a discriminated union. A directory is read in parts until a part is empty. */
export type Entry =
  | {
      isFile: true;
      isDirectory: false;
      name: string;
      file: (done: (file: File) => void, failed: Failed) => void;
    }
  | { isFile: false; isDirectory: true; name: string; createReader: () => EntryReader };
interface EntryReader {
  readEntries: (done: (entries: Entry[]) => void, failed: Failed) => void;
}
type Failed = (error: DOMException) => void;

/** A model's folder has a few dozen files. A home directory would take forever. */
const maxFiles = 2000;

/** Files that mark the root of a model, the most reliable first. */
const markers = ["tabrank.json", "tokenizer.json", "config.json"];

/**
 * Reads every file below the dropped entries, by its path. Skips hidden files.
 * @throws {RerankError} `invalid_request` for more than `maxFiles` files
 */
export async function readEntries(entries: readonly Entry[]): Promise<Map<string, File>> {
  const files = new Map<string, File>();
  const visit = async (entry: Entry, parent: string): Promise<void> => {
    if (entry.name.startsWith(".")) return;
    const path = `${parent}${entry.name}`;
    if (entry.isFile) {
      files.set(path, await new Promise<File>((resolve, reject) => entry.file(resolve, reject)));
      if (files.size > maxFiles) throw tooManyFilesError();
      return;
    }
    const reader = entry.createReader();
    for (;;) {
      const part = await new Promise<Entry[]>((resolve, reject) => reader.readEntries(resolve, reject));
      if (part.length === 0) return;
      for (const child of part) await visit(child, `${path}/`);
    }
  };
  for (const entry of entries) await visit(entry, "");
  return files;
}

/** Files from a file dialog, by their path in the chosen folder, if any. Skips hidden files. */
export function listFiles(list: Iterable<File>): Map<string, File> {
  const files = [...list].map((file): [string, File] => [file.webkitRelativePath || file.name, file]);
  if (files.length > maxFiles) throw tooManyFilesError();
  return new Map(files.filter(([path]) => !path.split("/").some((part) => part.startsWith("."))));
}

/**
 * Finds the folder of the model at any depth: the one with a marker that is nearest to the top.
 * @returns its name, and its files by their path in it
 * @throws {RerankError} `invalid_request` if there is none, or more than one
 */
export function findModelFolder(files: GivenFiles): { name: string; files: Map<string, Blob> } {
  const roots = modelRoots([...files.keys()]);
  const [root, ...others] = roots;
  if (root === undefined) {
    const [path = ""] = files.keys();
    const found = files.size === 1 ? modelFolderText.onlyFile(path) : modelFolderText.fileCount(files.size);
    throw invalidFilesError(modelFolderText.notAModel(found));
  }
  if (others.length > 0) throw invalidFilesError(modelFolderText.several(roots.map(folderName)));
  const own = [...files].filter(([path]) => path.startsWith(root));
  const inside = new Map(own.map(([path, file]) => [path.slice(root.length), file]));
  return { name: folderName(root), files: withFolders(inside) };
}

/** Files chosen one by one come without folders. Restores the one of graphs and their data, `onnx/`. */
function withFolders(files: Map<string, Blob>): Map<string, Blob> {
  if ([...files.keys()].some((path) => path.includes("/"))) return files;
  return new Map(
    [...files].map(([path, file]) => [/\.onnx(_data(_\d+)?)?$/.test(path) ? `onnx/${path}` : path, file]),
  );
}

/** The topmost folders with the most reliable marker, each ending with a slash; "" for files without a folder. */
function modelRoots(paths: readonly string[]): string[] {
  for (const marker of markers) {
    const folders = paths
      .filter((path) => path === marker || path.endsWith(`/${marker}`))
      .map((path) => path.slice(0, -marker.length));
    const least = folders.reduce((depth, folder) => Math.min(depth, folderDepth(folder)), Infinity);
    const roots = folders.filter((folder) => folderDepth(folder) === least);
    if (roots.length > 0) return roots;
  }
  return [];
}

function folderDepth(folder: string): number {
  return folder.split("/").length;
}

function folderName(root: string): string {
  return root.split("/").at(-2) ?? "model";
}

function tooManyFilesError(): RerankError {
  return invalidFilesError(modelFolderText.tooMany(maxFiles));
}

function invalidFilesError(message: string): RerankError {
  return new RerankError("invalid_request", message);
}
