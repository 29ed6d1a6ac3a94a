/** Finds a dialect by its name, by the address of a server, or by the server's error message. Pure. */
import type { Dialect } from "./dialect.ts";
import { type DialectName, dialects } from "./dialects.ts";

/** Falls back to `generic`, the last dialect of the table. */
export function findDialect(name: DialectName): Dialect {
  return dialects.find((dialect) => dialect.name === name) ?? dialects[dialects.length - 1] ?? dialects[0];
}

/** The dialect of the vendor whose host is in the URL, or `generic`. */
export function dialectNameFromUrl(url: string): DialectName {
  if (!URL.canParse(url)) return "generic";
  const { host, pathname } = new URL(url);
  if (host === "api.cohere.com" || host === "api.cohere.ai")
    return pathname.startsWith("/v1") ? "cohere-v1" : "cohere-v2";
  const vendor = dialects.find(
    ({ baseUrl }) => baseUrl.startsWith("https://") && new URL(baseUrl).host === host,
  );
  return vendor?.name ?? "generic";
}

/**
 * The dialect of a server that rejects a request in the `generic` dialect.
 * @param message the server's error message
 * @returns `undefined` if the message does not tell
 */
export function detectDialect(message: string): DialectName | undefined {
  if (/missing field .?texts/i.test(message)) return "tei";
  if (/\btop_k\b|\btop_n\b.{0,3} is not supported/i.test(message)) return "voyage";
  return undefined;
}
