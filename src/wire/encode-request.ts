/** Writes a request as a kind of server expects it. Pure. */
import * as v from "valibot";
import {
  type RerankDocument,
  type RerankRequest,
  type ValidRerankRequest,
  inputText,
} from "../contract/rerank.ts";
import { type SettingName, type Truncate, settingNames, settings } from "../contract/settings.ts";
import type { RequestFormat } from "./format.ts";

/** A request as it is sent. */
export interface WireRequest {
  body: Record<string, unknown>;
  /** Request fields that the server does not support and that are not sent. Callers report them to the user. */
  unsupportedFields: (keyof RerankRequest)[];
}

/**
 * `extra_body` overrides every field. Where the server does not take objects, documents are sent as texts and an image is
 * reported as an unsupported field.
 */
export function encodeRequest(format: RequestFormat, request: ValidRerankRequest): WireRequest {
  const { query, documents, return_documents: returned, model, extra_body: extra } = request;
  const takesObjects = format.objects === true;
  const unsupportedFields: (keyof RerankRequest)[] = [];
  const body: Record<string, unknown> = {
    ...(format.model === undefined && model !== undefined && { model }),
    query: takesObjects && hasImage(query) ? query : (inputText(query) ?? ""),
    [format.documents ?? "documents"]: documents.map((document) => {
      if (typeof document === "string") return document;
      const { text, image } = document;
      // Objects are sent only for images, because many servers reject objects for text.
      if (!takesObjects || image === undefined) return text ?? "";
      return { ...(text !== undefined && { text }), image };
    }),
  };
  if (!takesObjects && documents.some(hasImage)) unsupportedFields.push("documents");
  if (!takesObjects && hasImage(query)) unsupportedFields.push("query");
  if (format.model === "none" && model !== undefined) unsupportedFields.push("model");
  // Always sent, because the defaults of servers differ.
  if (format.return_documents !== undefined) body[format.return_documents] = returned;
  for (const setting of settingNames) {
    const fields = settingFields(format, setting, request[setting] ?? undefined);
    if (fields) Object.assign(body, fields);
    else unsupportedFields.push(setting);
  }
  for (const field of ["metadata", "user"] as const) {
    const value = request[field];
    if (value === undefined) continue;
    if (format[field] === undefined) unsupportedFields.push(field);
    else body[format[field]] = value;
  }
  const wrapped = format.wrapper === undefined ? body : { [format.wrapper]: body };
  return { body: { ...wrapped, ...extra }, unsupportedFields };
}

/**
 * The fields to send for a setting; `undefined` for an unsupported value. A default value needs no support, and neither
 * does a limit on the results, which is applied to the answer.
 */
function settingFields(
  format: RequestFormat,
  setting: SettingName,
  value: SettingValueOrAbsent,
): Readonly<Record<string, unknown>> | undefined {
  if (value === undefined) return {};
  if (setting === "truncate") {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- validated with the request
    const fields = format.truncate?.[value as Truncate];
    if (format.truncate) return fields;
  } else if (format[setting] !== undefined) return { [format[setting]]: value };
  const { schema, limitsResults } = settings[setting];
  return limitsResults === true || value === v.getDefault(schema) ? {} : undefined;
}

type SettingValueOrAbsent = string | number | object | undefined;

function hasImage(input: RerankDocument | { image?: string | undefined }): boolean {
  return typeof input !== "string" && input.image !== undefined;
}
