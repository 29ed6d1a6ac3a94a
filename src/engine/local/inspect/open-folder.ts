import { fieldError } from "../../../contract/errors.ts";
import { withoutEndSlashes } from "../../../models/web-address.ts";
import { inspectMessages } from "./messages.ts";
import { parseAddress } from "./address.ts";
import type { Folder } from "./folder.ts";
import { openHubFolder } from "./hub-folder.ts";
import type { InspectOptions } from "./request.ts";
import { openUrlFolder } from "./url-folder.ts";

/**
 * @param input `organisation/name`, the URL of a page or file of that repository on the Hub, or the URL of a folder or
 *   of a file in it
 * @throws {RerankError} `invalid_request` for anything else
 */
export async function openFolder(input: string, options: InspectOptions): Promise<Folder> {
  const host = withoutEndSlashes(options.hubHost);
  const address = parseAddress(input, host);
  if (address?.kind === "hub") return openHubFolder(address, host, options);
  if (address) return openUrlFolder(address.baseUrl, options);
  const message = inspectMessages.address();
  throw fieldError("invalid_request", [{ field: "model", message, type: "value_error.format", input }]);
}
