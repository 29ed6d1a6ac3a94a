/** Where a remote request goes. Pure. */
import { RerankError } from "../../contract/errors.ts";

/**
 * The base URL with the path. What the base has of the path already is not repeated: `https://host/v1` and
 * `/v1/rerank` make `https://host/v1/rerank`, and a base that ends as the path does is taken as it stands.
 *
 * @throws {RerankError} `invalid_request`, field `base_url` or `path`: no http address, or a password, query or
 *   fragment in it
 */
export function requestUrl(baseUrl: string, path: string): string {
  const base = parsed(baseUrl);
  if (/[?#]|:\/\//.test(path))
    throw addressError("is what stands behind the host, before any ? or #", "url", "path");
  const given = pathSegments(base.pathname);
  const wanted = pathSegments(path);
  if (given.length > 0 && given.at(-1) === wanted.at(-1)) return `${base.origin}/${given.join("/")}`;
  const shared = wanted.findLastIndex(
    (_, end) => wanted.slice(0, end + 1).join("/") === given.slice(-1 - end).join("/"),
  );
  return `${base.origin}/${[...given, ...wanted.slice(shared + 1)].join("/")}`;
}

/** Whether everyone on the way can read along: http to another machine. */
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

function parsed(baseUrl: string): URL {
  const typed = baseUrl.trim();
  if (typed === "") throw addressError("is empty: say where the server listens", "missing");
  const url = URL.canParse(typed) ? new URL(typed) : undefined;
  if (!/^\w+:\/\//.test(typed) && /^[\w.-]+(:\d+)?(\/|$)/.test(typed))
    throw addressError("must begin with https:// or http://", "url");
  if (!url || !/^https?:$/.test(url.protocol))
    throw addressError("must be an address such as https://api.jina.ai or http://localhost:8787", "url");
  if (url.username !== "" || url.password !== "")
    throw addressError("must not hold a name or password: the key has a field of its own", "url");
  // A question mark in an address is where keys leak from: into logs and histories.
  if (url.search !== "" || url.hash !== "") throw addressError("must end before any ? or #", "url");
  return url;
}

function pathSegments(path: string): string[] {
  return path.split("/").filter((segment) => segment !== "");
}

function addressError(message: string, type: string, field = "base_url"): RerankError {
  return new RerankError("invalid_request", `${field}: ${message}`, {
    errors: [{ field, message, type: `value_error.${type}` }],
  });
}
