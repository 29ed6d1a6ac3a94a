/** Encodes requests and decodes answers for all dialects. Pure. */
import * as v from "valibot";
import {
  type RerankDocument,
  type RerankRequest,
  type RerankUsage,
  type ValidRerankRequest,
  textOf,
} from "../../../contract/rerank.ts";
import { type SettingName, type SettingValue, settingNames, settings } from "../../../contract/settings.ts";
import { reasons } from "../messages.ts";
import type { WireRequest, WireResponse } from "./dialect.ts";

/** For each supported setting, its name in the server's API, or the fields to send; `undefined` for an unsupported value. */
type SettingFields = {
  [Name in SettingName]?: string | ((value: SettingValue<Name>) => Record<string, unknown> | undefined);
};

/** The request fields that a server supports, by their names in its API. */
export interface FieldNames extends SettingFields {
  documents?: "documents" | "texts";
  return_documents?: string | undefined;
  metadata?: "metadata";
  user?: "user";
  /** Whether the query and documents may be objects (`{text, image}`). */
  objects?: boolean;
  model?: false;
}

/**
 * Encodes a request with a server's field names. `extra_body` overrides every field. Where the server does not take
 * objects, documents are sent as texts and an image is reported as an unsupported field.
 */
export function encodeAs(names: FieldNames): (request: ValidRerankRequest) => WireRequest {
  return (request) => {
    const { query, documents, return_documents: returned, model, extra_body: extra } = request;
    const unsupportedFields: (keyof RerankRequest)[] = [];
    const body: Record<string, unknown> = {
      ...(names.model !== false && model !== undefined && { model }),
      query: names.objects === true && hasImage(query) ? query : (textOf(query) ?? ""),
      [names.documents ?? "documents"]: documents.map((document) => {
        if (typeof document === "string") return document;
        const { text, image } = document;
        // Objects are sent only for images, because many servers reject objects for text.
        if (names.objects !== true || image === undefined) return text ?? "";
        return { ...(text !== undefined && { text }), image };
      }),
    };
    if (names.objects !== true && documents.some(hasImage)) unsupportedFields.push("documents");
    if (names.objects !== true && hasImage(query)) unsupportedFields.push("query");
    if (names.model === false && model !== undefined) unsupportedFields.push("model");
    const put = (field: keyof RerankRequest, name: string | undefined, value: unknown): void => {
      if (value === undefined || value === null) return;
      if (name === undefined) unsupportedFields.push(field);
      else body[name] = value;
    };
    // Always sent, because the defaults of servers differ.
    if (names.return_documents !== undefined) body[names.return_documents] = returned;
    for (const setting of settingNames) {
      const value = request[setting] ?? undefined;
      const fields = settingFields(setting, value, names[setting]);
      if (fields) Object.assign(body, fields);
      else unsupportedFields.push(setting);
    }
    put("metadata", names.metadata, request.metadata);
    put("user", names.user, request.user);
    return { body: { ...body, ...extra }, unsupportedFields };
  };
}

/**
 * The fields to send for a setting; `undefined` for an unsupported value. A default value needs no support, and neither
 * does a limit on the results, which is applied to the answer.
 */
function settingFields(
  setting: SettingName,
  value: unknown,
  known: FieldNames[SettingName],
): Record<string, unknown> | undefined {
  if (value === undefined) return {};
  if (typeof known === "string") return { [known]: value };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the table pairs each setting with its own values
  if (known) return (known as (value: unknown) => Record<string, unknown> | undefined)(value);
  const { schema, limitsResults } = settings[setting];
  return limitsResults === true || value === v.getDefault(schema) ? {} : undefined;
}

function hasImage(input: RerankDocument | { image?: string | undefined }): boolean {
  return typeof input !== "string" && input.image !== undefined;
}

const Score = v.pipe(v.number(), v.finite());
const Index = v.pipe(v.number(), v.integer(), v.minValue(0));
const Tokens = v.optional(v.nullable(v.number()));

const Result = v.pipe(
  v.looseObject({ index: Index, relevance_score: v.optional(Score), score: v.optional(Score) }),
  v.transform(({ index, relevance_score, score }) => ({ index, score: relevance_score ?? score })),
  v.check(({ score }) => score !== undefined, reasons.noScore),
);

const Usage = v.looseObject({ total_tokens: Tokens, prompt_tokens: Tokens, completion_tokens: Tokens });

const Answer = v.looseObject({
  id: v.optional(v.nullable(v.string())),
  model: v.optional(v.nullable(v.string())),
  results: v.optional(v.array(Result)),
  data: v.optional(v.array(Result)),
  usage: v.optional(v.nullable(Usage)),
  meta: v.optional(
    v.nullable(
      v.looseObject({
        tokens: v.optional(v.nullable(v.looseObject({ input_tokens: Tokens, output_tokens: Tokens }))),
        billed_units: v.optional(v.nullable(v.looseObject({ total_tokens: Tokens }))),
      }),
    ),
  ),
});

/**
 * Decodes `{results | data: [{index, relevance_score | score}], usage | meta}`.
 * @throws {Error} for any other shape
 */
export function decodeObject(answer: unknown): WireResponse {
  const { id, model, results, data, usage, meta } = v.parse(Answer, answer);
  const list = results ?? data;
  if (!list) throw new Error(reasons.noResults);
  // LiteLLM's place for it depends on the provider behind it.
  const total = usage?.total_tokens ?? meta?.tokens?.input_tokens ?? meta?.billed_units?.total_tokens;
  return {
    results: list.map(({ index, score }) => ({ index, score: score ?? Number.NaN })),
    model: model ?? undefined,
    id: id ?? undefined,
    usage:
      total === undefined || total === null
        ? undefined
        : wholeUsage(usage?.prompt_tokens ?? total, usage?.completion_tokens ?? 0, total),
  };
}

/**
 * Decodes `[{index, score}]`, the answer of Text Embeddings Inference.
 * @throws {Error} for any other shape
 */
export function decodeArray(answer: unknown): WireResponse {
  const results = v.parse(v.array(Result), answer);
  return { results: results.map(({ index, score }) => ({ index, score: score ?? Number.NaN })) };
}

/** Usage in whole tokens: some servers report fractions or negative counts. */
function wholeUsage(prompt: number, completion: number, total: number): RerankUsage {
  const whole = (count: number): number => Math.max(0, Math.round(count));
  return { prompt_tokens: whole(prompt), completion_tokens: whole(completion), total_tokens: whole(total) };
}
