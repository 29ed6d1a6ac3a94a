import type { ModelFile } from "../../../models/model.ts";
import { isInFolder } from "../../../models/recipes.ts";
import { inspectMessages } from "./messages.ts";
import type { Folder } from "./folder.ts";

/**
 * A folder that the user dropped or chose.
 * @param files by path in the folder
 */
export function openFiles(name: string, files: ReadonlyMap<string, Blob>): Folder {
  const inside = [...files].filter(([path]) => isInFolder(path));
  const listed = inside.map(([path, { size }]): ModelFile => ({ path, bytes: size }));
  return {
    id: `files/${name}`,
    name,
    source: { kind: "files", files },
    paths: listed.map(({ path }) => path),
    find: async (path) => listed.find((file) => file.path === path),
    findExternal: async (prefix) => listed.filter(({ path }) => path.startsWith(prefix)),
    readStart: async (path, bytes) => {
      const file = files.get(path);
      return file && new Uint8Array(await file.slice(0, bytes).arrayBuffer());
    },
    read: async (path) => JSON.parse((await files.get(path)?.text()) ?? "null"),
  };
}

/** Why a file cannot be used; `undefined` if it is there and has its size. */
export function missingReason(
  { path, bytes, exact }: ModelFile,
  files: ReadonlyMap<string, Blob>,
): string | undefined {
  const file = files.get(path);
  if (!file) return inspectMessages.missingFile(path);
  if (exact === false || file.size === bytes) return undefined;
  return inspectMessages.fileSize(path, file.size, bytes);
}
