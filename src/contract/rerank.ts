/**
 * The `/v1/rerank` contract: request and response as schemas, whose inferred types are the only types.
 * Local and remote rerankers take the same request and resolve to the same response.
 */
import * as v from "valibot";
import { type FieldError, fieldError, fieldPath } from "./errors.ts";
import { isPlainObject } from "./plain-object.ts";
import { type SettingSchemas, mapSettings } from "./settings.ts";
import { withoutNulls } from "./without-nulls.ts";

export type { RerankResponse, RerankResult, RerankUsage } from "./response.ts";
export { Truncate } from "./settings.ts";

const Metadata = v.custom<Record<string, unknown>>(isPlainObject, "must be an object");

/** A text or the given object. Lists are objects to JavaScript, but neither queries nor documents. */
const textOr = <Schema extends v.GenericSchema>(schema: Schema) =>
  v.union(
    [v.string(), v.pipe(v.custom<v.InferInput<Schema>>(isPlainObject), schema)],
    "must be a string or an object with a text",
  );

const textAndImage = {
  text: v.optional(v.string("must be a string")),
  /** An https URL, a data URL or base64 bytes; only multimodal models take it. */
  image: v.optional(v.string("must be a string")),
};

/** A document as an object. Keys that the contract does not know come back untouched. */
export const DocumentObject = v.looseObject({
  ...textAndImage,
  id: v.optional(v.union([v.string(), v.number()], "must be a string or a number")),
  title: v.optional(v.string("must be a string")),
  metadata: v.optional(Metadata),
});
export type DocumentObject = v.InferOutput<typeof DocumentObject>;

export const RerankDocument = textOr(DocumentObject);
export type RerankDocument = v.InferOutput<typeof RerankDocument>;

export const RerankRequest = v.object(
  {
    model: v.optional(v.pipe(v.string("must be a string"), v.nonEmpty("must not be empty"))),
    query: textOr(v.object(textAndImage)),
    documents: v.array(RerankDocument, "must be a list of strings or objects"),
    ...mapSettings<SettingSchemas>(({ schema }) => schema),
    /** Whether each result carries its document, as it was given. Always sent; the default here is `true`. */
    return_documents: v.optional(v.boolean("must be true or false"), true),
    metadata: v.optional(Metadata),
    user: v.optional(v.string("must be a string")),
    /** Merged into what a remote server is sent; a local engine has no use for it. */
    extra_body: v.optional(Metadata),
  },
  "must be a JSON object",
);
/** What a caller writes: everything with a default may be left out. */
export type RerankRequest = v.InferInput<typeof RerankRequest>;
/** The same after validation, with the defaults filled in. */
export type ValidRerankRequest = v.InferOutput<typeof RerankRequest>;

/** What a model takes beside texts. */
export interface ModelInputs {
  images: boolean;
  instruction: boolean;
  /** Whether each document is scored by itself, so that its passages can be, too. */
  passages: boolean;
}

/** Whatever is behind it decides for itself. */
export const anyInput: ModelInputs = { images: true, instruction: true, passages: true };
export const textOnly: ModelInputs = { images: false, instruction: false, passages: true };

/** The text of a query or document; `undefined` where it has none (an image, say). */
export function inputText(input: RerankDocument | { text?: string | undefined }): string | undefined {
  return typeof input === "string" ? input : input.text;
}

/**
 * Checks a request against the contract. Null counts as absent for every optional field of the request, its query and
 * its documents: many clients send null for what their caller left out.
 *
 * @param input anything: a parsed body, or what a caller passed
 * @param reads what the model takes beside texts
 * @throws {RerankError} `invalid_request` with one entry per wrong field, each with the field's path,
 *   such as `documents[3].text`; `unsupported_input` for an image, instruction or passages given to a model that takes
 *   none
 */
export function parseRequest(input: unknown, reads: ModelInputs): ValidRerankRequest {
  const parsed = v.safeParse(RerankRequest, withoutNulls(input));
  if (!parsed.success)
    throw fieldError("invalid_request", parsed.issues.flatMap(leafIssues).map(toFieldError));
  const request = parsed.output;
  const errors = [...queryErrors(request), ...documentErrors(request)];
  if (errors.length > 0) throw fieldError("invalid_request", errors);
  const unread = [
    ...(reads.images ? [] : imageErrors(request)),
    ...(reads.instruction ? [] : unsupportedErrors(request, "instruction", undefined)),
    ...(reads.passages ? [] : unsupportedErrors(request, "passages", "none")),
  ];
  if (unread.length > 0) throw fieldError("unsupported_input", unread);
  return request;
}

function valueError(field: string, message: string, kind: string, input?: unknown): FieldError {
  return { field, message, type: `value_error.${kind}`, ...(input !== undefined && { input }) };
}

function queryErrors({ query }: ValidRerankRequest): FieldError[] {
  if (typeof query !== "string" && query.image !== undefined) return [];
  const text = inputText(query);
  if (text !== undefined && text.trim() !== "") return [];
  return [valueError("query", "must not be empty", "empty", query)];
}

function documentErrors({ documents }: ValidRerankRequest): FieldError[] {
  if (documents.length === 0)
    return [valueError("documents", "must contain at least one document", "empty", documents)];
  return documents.flatMap((document, index) => {
    if (typeof document === "string" || document.text !== undefined || document.image !== undefined)
      return [];
    return [valueError(`documents[${index}].text`, "needs a text (it may be empty)", "missing", document)];
  });
}

function unsupportedErrors(
  request: ValidRerankRequest,
  field: "instruction" | "passages",
  without: string | undefined,
): FieldError[] {
  if (request[field] === without) return [];
  return [valueError(field, "is not supported by this model", "unsupported")];
}

function imageErrors({ query, documents }: ValidRerankRequest): FieldError[] {
  return [query, ...documents].flatMap((input, position) => {
    if (typeof input === "string" || input.image === undefined) return [];
    const field = position === 0 ? "query" : `documents[${position - 1}]`;
    return [valueError(`${field}.image`, "this model reads text only, not images", "unsupported")];
  });
}

interface LeafIssue {
  issue: v.BaseIssue<unknown>;
  /** Keys from the request down to what is wrong. */
  path: readonly unknown[];
}

/** A union reports one issue that wraps those of its options: the deepest says where the fault is. */
function leafIssues(issue: v.BaseIssue<unknown>): LeafIssue[] {
  const path = (issue.path ?? []).map(({ key }) => key);
  const nested = issue.issues?.filter((inner) => (inner.path?.length ?? 0) > 0) ?? [];
  if (nested.length === 0) return [{ issue, path }];
  return nested.flatMap(leafIssues).map((leaf) => ({ ...leaf, path: [...path, ...leaf.path] }));
}

function toFieldError({ issue, path }: LeafIssue): FieldError {
  const field = fieldPath(path);
  const missing = issue.input === undefined;
  return {
    field: field === "" ? "body" : field,
    message: missing ? "is required" : issue.message,
    type: missing ? "value_error.missing" : `type_error.${issue.type}`,
    input: issue.input,
  };
}
