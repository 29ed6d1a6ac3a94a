import { RerankError } from "../../../contract/errors.ts";
import type { ModelFile } from "../../../models/model.ts";
import { isWebPage } from "../load/download.ts";
import { TimeOver } from "../../../contract/waiting.ts";
import type { Folder } from "./folder.ts";
import { inspectMessages } from "./messages.ts";
import { type InspectOptions, request, requestStart, send } from "./request.ts";

/** Number of files of external data that are tried for one graph. */
const maxExternalFiles = 16;

/**
 * A folder on any server. It cannot be listed, so files are asked for one by one.
 * @param baseUrl without a slash at its end
 */
export function openUrlFolder(baseUrl: string, options: InspectOptions): Folder {
  const find = (path: string): Promise<ModelFile | undefined> => findFile(baseUrl, path, options);
  return {
    id: baseUrl,
    name: baseUrl.slice(baseUrl.lastIndexOf("/") + 1),
    source: { kind: "url", baseUrl },
    find,
    async findExternal(prefix) {
      const found: ModelFile[] = [];
      for (let index = 0; index < maxExternalFiles; index++) {
        const file = await find(index === 0 ? prefix : `${prefix}_${index}`);
        if (!file) break;
        found.push(file);
      }
      return found;
    },
    readStart: (path, bytes) => requestStart(`${baseUrl}/${path}`, bytes, options),
    read: async (path) => (await request(`${baseUrl}/${path}`, options)).json(),
  };
}

async function findFile(
  baseUrl: string,
  path: string,
  options: InspectOptions,
): Promise<ModelFile | undefined> {
  const url = `${baseUrl}/${path}`;
  const response = await send(url, { method: "HEAD" }, options).catch((cause: unknown) => {
    options.signal?.throwIfAborted();
    // A server that is silent would be waited for at every file.
    if (cause instanceof TimeOver)
      throw new RerankError("download_failed", inspectMessages.unreachable(url), { cause });
    return undefined;
  });
  if (!response?.ok || isWebPage(response)) return undefined;
  const bytes = Number(response.headers.get("content-length") ?? 0);
  return { path, bytes: Number.isSafeInteger(bytes) && bytes >= 0 ? bytes : 0, exact: false };
}
