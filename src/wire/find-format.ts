import type { WireFormat } from "./format.ts";
import { formats } from "./formats.ts";

const known: readonly WireFormat[] = Object.values(formats);

/**
 * The format of a request that a server received: the one that has a field or an address of its own, otherwise Jina's,
 * which Cohere, Together and most gateways share.
 * @param url the address of the request
 * @param body the parsed request
 */
export function findFormat(url: string, body: object): WireFormat {
  const { host, pathname } = new URL(url);
  const signs: ((format: WireFormat) => boolean)[] = [
    ({ request: { wrapper } }) => wrapper !== undefined && wrapper in body,
    ({ request: { documents } }) => documents !== undefined && documents in body,
    ({ request: { top_n: limit, documents } }) =>
      documents === undefined && limit !== undefined && limit !== "top_n" && limit in body,
    ({ address }) => address?.test(host + pathname) === true,
  ];
  for (const sign of signs) {
    const format = known.find(sign);
    if (format) return format;
  }
  return formats.jina;
}
