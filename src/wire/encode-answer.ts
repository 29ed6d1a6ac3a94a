/** Writes an answer as a kind of server writes it. Pure. */
import type { RerankResponse } from "../contract/rerank.ts";
import type { AnswerFormat } from "./format.ts";

export interface AnswerDetails {
  /** As the client sent them; absent if it does not want them back. */
  documents?: readonly unknown[] | undefined;
  /** Fields of the request that had no effect. */
  ignoredFields: readonly string[];
  /** Version of Cohere's API that the request was sent to. */
  apiVersion: "1" | "2";
}

/** @param response a ranking, without documents */
export function encodeAnswer(
  format: AnswerFormat,
  response: RerankResponse,
  { documents, ignoredFields, apiVersion }: AnswerDetails,
): unknown {
  const results = response.results.map(({ index, relevance_score: score, passage }) => ({
    index,
    [format.score]: score,
    ...(passage && { passage }),
    ...(documents && { [format.document]: returnedDocument(format, documents[index]) }),
  }));
  if (format.list === undefined) return results;
  const { results: _, object, usage, ...rest } = response;
  return {
    ...rest,
    object: format.object ?? object,
    [format.list]: results,
    ...(format.repeatsOptions === true && {
      top_k: results.length,
      return_input: documents !== undefined,
    }),
    usage,
    // Cohere's, SiliconFlow's and Xinference's place for tokens and warnings.
    meta: {
      api_version: { version: apiVersion },
      tokens: { input_tokens: usage.prompt_tokens, output_tokens: usage.completion_tokens },
      ...(ignoredFields.length > 0 && { warnings: ignoredFields.map(ignoredWarning) }),
    },
  };
}

function ignoredWarning(field: string): string {
  return `${field} is not supported by this server and had no effect.`;
}

/** An object comes back as it was sent, unless the API has only texts. */
function returnedDocument(format: AnswerFormat, document: unknown): unknown {
  if (typeof document === "string") return format.textsAsObjects === true ? { text: document } : document;
  if (format.textsAsObjects === true || typeof document !== "object" || document === null) return document;
  const text: unknown = Reflect.get(document, "text");
  return Object.keys(document).length === 1 && typeof text === "string" ? text : document;
}
