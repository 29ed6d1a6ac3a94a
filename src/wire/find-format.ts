import type { WireFormat } from "./format.ts";
import { formats } from "./formats.ts";
import { isGiven } from "./is-given.ts";

const known: ReadonlyMap<string, WireFormat> = new Map(Object.entries(formats));

/** Names that may begin the path of a request: `/voyage/v1/rerank` is answered in Voyage's format. */
export const formatNames: readonly string[] = [...known.keys()];

/**
 * The format of a request that a server received: the one that its path begins with, otherwise the one that has a field
 * or an address of its own, otherwise Jina's, which Cohere, Together and most gateways share.
 * @param url the address of the request
 * @param body the parsed request
 */
export function findFormat(url: string, body: Readonly<Record<string, unknown>>): WireFormat {
  const { host, pathname } = new URL(url);
  const named = known.get(pathname.split("/", 2)[1] ?? "");
  if (named) return named;
  const signs: ((format: WireFormat) => boolean)[] = [
    ({ request: { wrapper } }) => wrapper !== undefined && isGiven(body[wrapper]),
    ({ request: { documents } }) => documents !== undefined && isGiven(body[documents]),
    // Voyage's Python client sends its limit even if it is null.
    ({ request: { top_n: limit, documents } }) =>
      documents === undefined &&
      limit !== undefined &&
      limit in body &&
      !isGiven(body["top_n"]) &&
      limit !== "top_n",
    ({ address }) => address?.test(host + pathname) === true,
  ];
  for (const sign of signs) {
    const format = [...known.values()].find(sign);
    if (format) return format;
  }
  return formats.jina;
}
