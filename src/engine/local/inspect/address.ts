/** What people paste as the address of a model. Pure. */
import { withoutEndSlashes } from "../../../models/web-address.ts";

export type Address =
  | {
      kind: "hub";
      /** `organisation/name` */
      repository: string;
      /** Branch, tag or commit, if the address names another one than `main`, the Hub's default branch. */
      revision?: string;
    }
  | { kind: "url"; baseUrl: string };

const defaultBranch = "main";

const repositoryName = /^[\w.-]+\/[\w.-]+$/;

/** The Hub's own names. Their addresses mean a repository on the hub that is configured, which may be a mirror. */
const hubNames = /^(?:https?:\/\/)?(?:www\.)?(?:huggingface\.co|hf\.co)\//i;

/** The parts of a Hub address that a revision follows: `/tree/main`, `/blob/v1.0/config.json`. */
const beforeRevision = new Set(["tree", "blob", "resolve", "raw", "blame", "edit", "commit", "commits"]);

/** Repositories on the Hub that are no models, and pages that are no repositories. */
const notModels = new Set(["datasets", "spaces", "collections", "docs", "blog", "papers", "api"]);

/** Longer addresses reach no server. */
const maxLength = 2000;

/**
 * @param host of the hub, without a slash at its end
 * @returns `undefined` for what is neither `organisation/name`, `organisation/name@revision`, a page or file of that
 *   repository, nor the URL of a folder or of a file in it
 */
export function parseAddress(input: string, host: string): Address | undefined {
  if (input.length > maxLength) return undefined;
  const address = input.trim().replace(/[?#].*$/s, "");
  if (address.startsWith(`${host}/`)) return parseHubPath(address.slice(host.length + 1));
  if (hubNames.test(address)) return parseHubPath(address.replace(hubNames, ""));
  const [, name = "", revision = ""] = /^([^@]*?)\/*(?:@([\w./-]+))?$/.exec(address) ?? [];
  if (repositoryName.test(name)) return hubAddress(name, revision);
  return parseUrl(address);
}

/** @param path `organisation/name/tree/revision/…` */
function parseHubPath(path: string): Address | undefined {
  const [organisation = "", name = "", page = "", ...rest] = path.split("/");
  const repository = `${organisation}/${name}`;
  if (!repositoryName.test(repository) || notModels.has(organisation)) return undefined;
  return hubAddress(repository, beforeRevision.has(page) ? readRevision(rest) : "");
}

function hubAddress(repository: string, revision: string): Address | undefined {
  // In a URL, they would lead to other addresses.
  if (`${repository}/${revision}`.split("/").some((name) => /^\.+$/.test(name))) return undefined;
  return { kind: "hub", repository, ...(revision !== "" && revision !== defaultBranch && { revision }) };
}

/** Only references such as `refs/pr/1` are taken to have slashes; a branch with others is percent-encoded by the Hub. */
function readRevision(path: readonly string[]): string {
  const [first = ""] = path;
  return first === "refs" ? path.slice(0, 3).join("/") : decode(first);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function parseUrl(address: string): Address | undefined {
  if (!/^https?:\/\/\S+$/.test(address) || !URL.canParse(address)) return undefined;
  const folder = address.replace(/\/(?:onnx\/)?[^/]+\.(?:json|onnx)$/, "");
  return { kind: "url", baseUrl: withoutEndSlashes(folder) };
}
