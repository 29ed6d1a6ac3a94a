import * as v from "valibot";
import { RerankError } from "../../../contract/errors.ts";
import type { ModelEntry, ModelFile } from "../../../models/model.ts";
import { inspectMessages } from "./messages.ts";
import { isLfsPointer } from "./lfs-pointer.ts";

/** A folder with a model in the Hub's layout, wherever it is. */
export interface Folder {
  id: string;
  /** A short title. */
  name: string;
  source: ModelEntry["source"];
  /** The file at a path, with its size; `undefined` if there is none. */
  find: (path: string) => Promise<ModelFile | undefined>;
  /** All paths; `undefined` where the folder cannot be listed. */
  paths?: readonly string[];
  /** External data of a graph: the files whose paths begin with `prefix`. */
  findExternal: (prefix: string) => Promise<ModelFile[]>;
  /** The first bytes of a file; `undefined` where they cannot be read. */
  readStart: (path: string, bytes: number) => Promise<Uint8Array | undefined>;
  /** Content of a JSON file. */
  read: (path: string) => Promise<unknown>;
  licence?: string | undefined;
  languages?: string | undefined;
  /** The Hub's name for the model's task, such as `text-ranking`. */
  pipelineTag?: string | undefined;
}

/** One look at a folder. */
export interface Inspection {
  folder: Folder;
  /** Sentences for the model's card: what is assumed, and what is not read. */
  notes: string[];
}

/** An optional field: null or a value of another type counts as absent. */
export function lenient<T>(schema: v.GenericSchema<unknown, T>) {
  return v.pipe(
    v.fallback(v.nullish(schema), undefined),
    v.transform((value) => value ?? undefined),
  );
}

/** An optional field about scores: null counts as absent, and a value of another type is refused. */
export function strict<T>(schema: v.GenericSchema<unknown, T>) {
  return v.pipe(
    v.nullish(schema),
    v.transform((value) => value ?? undefined),
  );
}

/** @throws {RerankError} `model_not_found` if the file is not JSON or does not match the schema */
export async function readAs<T>(
  schema: v.GenericSchema<unknown, T>,
  folder: Folder,
  path: string,
): Promise<T> {
  const json = await folder.read(path).catch(async (error: unknown) => {
    if (!(error instanceof SyntaxError)) throw error;
    const start = await folder.readStart(path, 100);
    if (start && isLfsPointer(start)) throw notUsable(folder.id, inspectMessages.lfsPointer(path));
    return undefined;
  });
  const parsed = v.safeParse(schema, json);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  const field = v.getDotPath(issue);
  const details = field === null ? undefined : { field, message: issue.message };
  throw notUsable(folder.id, inspectMessages.invalidFile(path, details));
}

export function notUsable(id: string, reason: string): RerankError {
  return new RerankError("model_not_found", inspectMessages.notUsable(id, reason));
}
