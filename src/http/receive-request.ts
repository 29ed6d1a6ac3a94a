/** What a client sent, in the contract's terms, with what its answer needs. */
import { isPlainObject } from "../contract/plain-object.ts";
import { anyInput, parseRequest } from "../contract/rerank.ts";
import { type DecodedRequest, decodeRequest } from "../wire/decode-request.ts";
import { findFormat } from "../wire/find-format.ts";
import type { WireFormat } from "../wire/format.ts";
import { withRankFields } from "../wire/rank-fields.ts";
import { parseExactly } from "./exact-json.ts";
import type { ParsedBody } from "./parse-body.ts";

export interface ReceivedRequest extends Pick<DecodedRequest, "request" | "sentNames"> {
  format: WireFormat;
  apiVersion: "1" | "2";
  /** As the client sent them, with all digits of their numbers. */
  documents: readonly unknown[];
  /** Serializes an answer with these documents. */
  stringify: ((value: unknown) => string | undefined) | undefined;
  /**
   * The request with the texts that `rank_fields` selects.
   * @throws {RerankError} `invalid_request`
   */
  ranked: () => Pick<DecodedRequest, "request" | "ignoredFields">;
}

/** @throws {RerankError} `invalid_request` */
export async function receiveRequest(url: string, { value, text }: ParsedBody): Promise<ReceivedRequest> {
  // Validation says what is wrong with anything else.
  const body = isPlainObject(value) ? value : { ...parseRequest(value, anyInput) };
  const format = findFormat(url, body);
  const { request, sentNames, rankFields, ignoredFields } = decodeRequest(
    body,
    format.request.returnsDocuments ?? true,
  );
  const { pathname } = new URL(url);
  request["model"] ??= modelInPath(pathname);
  const exact = await parseExactly(text);
  const sentDocuments = valueAt(exact?.value ?? body, sentNames.get("documents") ?? "documents");
  return {
    request,
    sentNames,
    format,
    apiVersion: pathname.includes("/v2/") ? "2" : "1",
    documents: Array.isArray(sentDocuments) ? sentDocuments : [],
    stringify: exact?.stringify,
    ranked: () => {
      if (rankFields === undefined) return { request, ignoredFields };
      const documents = withRankFields(request["documents"], rankFields);
      if (!documents) return { request, ignoredFields: [...ignoredFields, "rank_fields"] };
      return { request: { ...request, documents }, ignoredFields };
    },
  };
}

/** Hugging Face's addresses name the model: `/models/OWNER/NAME/pipeline/text-ranking`. */
function modelInPath(pathname: string): string | undefined {
  const [, model] = /\/models\/(.+?)(?:\/pipeline\/text-ranking)?\/?$/.exec(pathname) ?? [];
  return model === undefined ? undefined : decodeURIComponent(model);
}

/** @param path such as `inputs.texts` */
function valueAt(value: unknown, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>((inner, key) => (isPlainObject(inner) ? inner[key] : undefined), value);
}
