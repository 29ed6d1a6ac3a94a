import { fieldError } from "../../../contract/errors.ts";
import { inspectMessages } from "../messages.ts";
import type { Folder } from "./folder.ts";
import { openHubFolder } from "./hub-folder.ts";
import type { InspectOptions } from "./request.ts";
import { openUrlFolder } from "./url-folder.ts";

/**
 * @param input `organisation/name`, the URL of a page of that repository on the Hub, or the URL of a folder or of the
 *   `tabrank.json` in it
 * @throws {RerankError} `invalid_request` for anything else
 */
export async function openFolder(input: string, options: InspectOptions): Promise<Folder> {
  const host = options.hubHost.replace(/\/+$/, "");
  const repository = repositoryName(input, host);
  if (/^[\w.-]+\/[\w.-]+$/.test(repository)) return openHubFolder(repository, host, options);
  if (/^https?:\/\/\S+$/.test(input)) return openUrlFolder(folderUrl(input), options);
  const message = inspectMessages.address();
  throw fieldError("invalid_request", [{ field: "model", message, type: "value_error.format", input }]);
}

/** `https://hub/organisation/name/tree/main` → `organisation/name`; anything else unchanged. */
function repositoryName(input: string, host: string): string {
  if (!input.startsWith(`${host}/`)) return input;
  const path = input.slice(host.length + 1).split("/");
  return path.slice(0, 2).join("/");
}

function folderUrl(url: string): string {
  return url.replace(/\/tabrank\.json$/, "").replace(/\/+$/, "");
}
