/** URLs of remote servers. Pure. */
import { invalidFieldError } from "./errors.ts";
import { fieldMessages } from "./messages.ts";

/** Stands for the model in a path. */
const modelPlaceholder = "{model}";

/**
 * Joins base URL and path without repeating what both contain: `https://host/v1` and `/v1/rerank` give
 * `https://host/v1/rerank`. A base URL with the path's last segment is complete. `{model}` in the path becomes the
 * model.
 * @throws {RerankError} `invalid_request`, field `base_url` or `path`, unless it is an http(s) URL without user name,
 *   password, query and fragment; field `model` for a name that would lead out of its place in the path
 */
export function requestUrl(baseUrl: string, pathTemplate: string, model = ""): string {
  const base = parseBaseUrl(baseUrl);
  if (pathSegments(model).some((name) => name === "." || name === ".."))
    throw invalidFieldError("model", fieldMessages.modelInvalid, "path");
  // No address can carry half of a surrogate pair.
  const inPath = model
    .replace(/\p{Surrogate}/gu, "\ufffd")
    .split("/")
    .map(encodeURIComponent)
    .join("/");
  const path = model === "" ? pathTemplate : pathTemplate.replace(modelPlaceholder, () => inPath);
  if (/[?#]|:\/\//.test(path)) throw invalidFieldError("path", fieldMessages.pathInvalid, "url");
  const given = pathSegments(base.pathname);
  const wanted = pathSegments(path);
  if (given.length > 0 && given.at(-1) === wanted.at(-1)) return `${base.origin}/${given.join("/")}`;
  const shared = wanted.findLastIndex(
    (_, end) => wanted.slice(0, end + 1).join("/") === given.slice(-1 - end).join("/"),
  );
  return `${base.origin}/${[...given, ...wanted.slice(shared + 1)].join("/")}`;
}

/** @throws {RerankError} `invalid_request`, field `model`, if the URL lacks the model that it should contain */
export function throwIfModelMissing(url: string): void {
  if (url.includes(modelPlaceholder))
    throw invalidFieldError("model", fieldMessages.modelRequired, "missing");
}

/** Whether requests can be read in transit: plain http to another machine. */
export function isExposedInTransit(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === "http:" && !isLocalhost(hostname);
}

export function isLocalhost(hostname: string): boolean {
  return (
    hostname === "localhost" ||
    hostname.endsWith(".localhost") ||
    hostname === "[::1]" ||
    /^127(\.\d{1,3}){3}$/.test(hostname)
  );
}

function parseBaseUrl(baseUrl: string): URL {
  const trimmed = baseUrl.trim();
  if (trimmed === "") throw invalidFieldError("base_url", fieldMessages.baseUrlEmpty, "missing");
  const url = URL.canParse(trimmed) ? new URL(trimmed) : undefined;
  if (!/^\w+:\/\//.test(trimmed) && /^[\w.-]+(:\d+)?(\/|$)/.test(trimmed))
    throw invalidFieldError("base_url", fieldMessages.baseUrlWithoutScheme, "url");
  if (!url || !/^https?:$/.test(url.protocol))
    throw invalidFieldError("base_url", fieldMessages.baseUrlInvalid, "url");
  if (url.username !== "" || url.password !== "")
    throw invalidFieldError("base_url", fieldMessages.baseUrlWithCredentials, "url");
  // A query may contain a key, which would leak into logs and histories.
  if (url.search !== "" || url.hash !== "")
    throw invalidFieldError("base_url", fieldMessages.baseUrlWithQuery, "url");
  return url;
}

function pathSegments(path: string): string[] {
  return path.split("/").filter((segment) => segment !== "");
}
