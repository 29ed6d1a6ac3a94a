/** The iframe's address as settings. Pure. */
import * as v from "valibot";
import { isTooDeep } from "../../contract/limits.ts";
import { RerankDocument } from "../../contract/rerank.ts";
import { shortened } from "../../contract/shortened.ts";
import { attributeNames } from "./attribute-names.ts";

export interface EmbedParameters {
  /** Of the element, as they stand in the address: the element says what is wrong with them. */
  attributes: ReadonlyMap<string, string>;
  documents: readonly RerankDocument[] | undefined;
  /** Name of an example; query and documents of the address come before its own. */
  example: string | undefined;
  /** Pages that may talk to the iframe. */
  origins: readonly string[];
  /** What cannot be read, in words. */
  problems: readonly string[];
}

const Documents = v.array(RerankDocument);

export function readParameters(search: string): EmbedParameters {
  const parameters = new URLSearchParams(search);
  const problems: string[] = [];
  const attributes = new Map<string, string>();
  for (const [parameter, attribute] of attributeNames) {
    const value = parameters.get(parameter);
    if (value !== null) attributes.set(attribute, value);
  }
  const listed = parameters.get("documents");
  const documents = listed === null ? undefined : parseDocuments(listed);
  if (listed !== null && !documents) problems.push("documents: must be a JSON list of texts or objects.");
  const origins = parameters.getAll("origins").flatMap((list) => list.split(","));
  const named = origins.map((origin) => origin.trim()).filter((origin) => origin !== "");
  for (const origin of named.filter((it) => !isOrigin(it)))
    problems.push(`origins: “${shortened(origin)}” is not an origin such as https://example.com.`);
  return {
    attributes,
    documents,
    example: parameters.get("example") ?? undefined,
    origins: [...new Set(named.filter(isOrigin))],
    problems,
  };
}

/** Scheme, host and port, just as `event.origin` has them. No wildcard: whoever may talk is named. */
export function isOrigin(text: string): boolean {
  return /^https?:\/\//.test(text) && URL.canParse(text) && new URL(text).origin === text;
}

function parseDocuments(json: string): RerankDocument[] | undefined {
  if (isTooDeep(json)) return undefined;
  try {
    return v.parse(Documents, JSON.parse(json));
  } catch {
    return undefined;
  }
}
