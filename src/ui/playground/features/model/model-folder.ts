/** Which of the files that a person gave are the model, and what it is called. Pure but for reading a directory. */
import { RerankError } from "../../../../contract/errors.ts";

export type GivenFiles = ReadonlyMap<string, Blob>;

/** What `FileSystemEntry` is here: a file, or a directory that is read in parts until a part is empty. */
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

/** A model's folder has a few dozen; a home directory has no end. */
const mostFiles = 2000;

/** A folder's own files come from it; one of these says where it is. In order of what they tell. */
const signs = ["tabrank.json", "tokenizer.json", "config.json"];

/**
 * Every file below what was dropped, by its path. Hidden files are left out.
 * @throws {RerankError} `invalid_request` for more files than a model has
 */
export async function filesOfEntries(entries: readonly Entry[]): Promise<Map<string, File>> {
  const files = new Map<string, File>();
  const visit = async (entry: Entry, parent: string): Promise<void> => {
    if (entry.name.startsWith(".")) return;
    const path = `${parent}${entry.name}`;
    if (entry.isFile) {
      files.set(path, await new Promise<File>((resolve, reject) => entry.file(resolve, reject)));
      if (files.size > mostFiles) throw tooMany();
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

/** Files of a file dialog, by their path where a folder was chosen. */
export function filesOfList(list: Iterable<File>): Map<string, File> {
  const files = [...list].map((file): [string, File] => [file.webkitRelativePath || file.name, file]);
  if (files.length > mostFiles) throw tooMany();
  return new Map(files.filter(([path]) => !path.split("/").some((part) => part.startsWith("."))));
}

/**
 * The folder of a model, however deep it lies in what was given: of those that hold a sign of one the least deep.
 * @returns its name, and its files by their path in it
 * @throws {RerankError} `invalid_request` where there is none, or more than one
 */
export function modelFolderOf(files: GivenFiles): { name: string; files: Map<string, Blob> } {
  const roots = rootsOf([...files.keys()]);
  const [root, ...others] = roots;
  if (root === undefined) {
    const found = files.size === 1 ? `only ${[...files.keys()][0]}` : `${files.size} files`;
    throw refused(
      `This is no model's folder: there is no tabrank.json and no tokenizer.json, but ${found}. ` +
        "Texts to rank are dropped beside the model, not on it.",
    );
  }
  if (others.length > 0)
    throw refused(`There are several models in it (${roots.map(nameOf).join(", ")}): give one of them.`);
  const own = [...files].filter(([path]) => path.startsWith(root));
  const inside = new Map(own.map(([path, file]) => [path.slice(root.length), file]));
  return { name: nameOf(root), files: withFolders(inside) };
}

/** Files that were chosen one by one have lost their folders: graphs and their data lie in `onnx/`. */
function withFolders(files: Map<string, Blob>): Map<string, Blob> {
  if ([...files.keys()].some((path) => path.includes("/"))) return files;
  return new Map(
    [...files].map(([path, file]) => [/\.onnx(_data(_\d+)?)?$/.test(path) ? `onnx/${path}` : path, file]),
  );
}

/** Folders with the most telling sign that there is, the least deep ones; with a slash at the end, "" for no folder. */
function rootsOf(paths: readonly string[]): string[] {
  for (const sign of signs) {
    const folders = paths
      .filter((path) => path === sign || path.endsWith(`/${sign}`))
      .map((path) => path.slice(0, -sign.length));
    const least = Math.min(...folders.map(depthOf));
    const roots = folders.filter((folder) => depthOf(folder) === least);
    if (roots.length > 0) return roots;
  }
  return [];
}

function depthOf(folder: string): number {
  return folder.split("/").length;
}

function nameOf(root: string): string {
  return root.split("/").at(-2) ?? "model";
}

function tooMany(): RerankError {
  return refused(
    `There are more than ${mostFiles.toLocaleString("en")} files in it: give the model's own folder.`,
  );
}

function refused(message: string): RerankError {
  return new RerankError("invalid_request", message);
}
