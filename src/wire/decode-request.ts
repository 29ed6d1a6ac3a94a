/** Reads a request that any kind of client wrote, as a request of the contract. Pure. */
import { type FieldError, fieldError } from "../contract/errors.ts";
import { isPlainObject } from "../contract/plain-object.ts";
import { RerankRequest } from "../contract/rerank.ts";
import { settingNames } from "../contract/settings.ts";
import { decodeTruncate, truncateFields } from "./decode-truncate.ts";
import type { RequestFormat } from "./format.ts";
import { formats } from "./formats.ts";
import { isGiven } from "./is-given.ts";

export interface DecodedRequest {
  /** In the contract's names, not validated. */
  request: Record<string, unknown>;
  /** The name that the client gave to a field of the contract, if it is another one: `documents` → `inputs.texts`. */
  sentNames: ReadonlyMap<string, string>;
  /** The field `rank_fields`, not validated: see `withRankFields`. */
  rankFields: unknown;
  /** Fields of the body that this server does not know, or cannot honour, and that ask for something. */
  ignoredFields: readonly string[];
}

const requestFormats: readonly RequestFormat[] = Object.values(formats).map(({ request }) => request);
const wrappers = new Set(requestFormats.flatMap(({ wrapper }) => wrapper ?? []));

/** For each field of the contract, all names that servers give to it. */
const aliases: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  (["documents", "return_documents", ...settingNames.filter((name) => name !== "truncate")] as const).map(
    (field) => [field, new Set([field, ...requestFormats.flatMap((format) => format[field] ?? [])])],
  ),
);
const sameEverywhere = Object.keys(RerankRequest.entries).filter(
  (field) => !aliases.has(field) && field !== "truncate",
);

/**
 * Fields that would change the scores or the order, with the only value that this server can honour. Sources: TEI
 * (`raw_scores`), vLLM (`activation`, `use_activation`).
 */
const fixedFields: Readonly<Record<string, boolean>> = {
  raw_scores: false,
  activation: true,
  use_activation: true,
};

const knownFields: ReadonlySet<string> = new Set([
  ...sameEverywhere,
  ...[...aliases.values()].flatMap((names) => [...names]),
  ...truncateFields,
  ...Object.keys(fixedFields),
  "rank_fields",
]);

/**
 * @param body a parsed JSON object
 * @param returnsDocuments whether results carry their documents where the request does not say so
 * @throws {RerankError} `invalid_request` for fields that contradict each other or cannot be honoured
 */
export function decodeRequest(body: Record<string, unknown>, returnsDocuments: boolean): DecodedRequest {
  const { fields, sentName, nameOfDocuments } = unwrapped(body);
  const request: Record<string, unknown> = {};
  const sentNames = new Map<string, string>();
  const errors: FieldError[] = [];
  for (const field of sameEverywhere) if (isGiven(fields[field])) request[field] = fields[field];
  for (const [field, names] of aliases) {
    const missing = field === "documents" ? nameOfDocuments : field;
    const [name = missing, other] = [...names].filter((candidate) => isGiven(fields[candidate]));
    if (other !== undefined && fields[other] !== fields[name])
      errors.push(fieldFault(sentName(other), `cannot be combined with ${sentName(name)}`, fields[other]));
    if (isGiven(fields[name])) request[field] = fields[name];
    if (sentName(name) !== field) sentNames.set(field, sentName(name));
  }
  if (sentName("query") !== "query") sentNames.set("query", sentName("query"));
  request["return_documents"] ??= returnsDocuments;
  const truncate = decodeTruncate(fields);
  if (truncate.fault) errors.push({ ...truncate.fault, field: sentName(truncate.fault.field) });
  else if (truncate.value !== undefined) request["truncate"] = truncate.value;
  for (const [field, only] of Object.entries(fixedFields)) {
    const value = fields[field];
    if (isGiven(value) && value !== only)
      errors.push(fieldFault(sentName(field), `must be ${only}: this server has no other scores`, value));
  }
  const { query } = fields;
  if (Array.isArray(query))
    errors.push(fieldFault(sentName("query"), "must be one text: send one request for each query", query));
  if (errors.length > 0) throw fieldError("invalid_request", errors);
  const ignoredFields = Object.keys(fields).filter(
    (field) => !knownFields.has(field) && asksForSomething(fields[field]),
  );
  return { request, sentNames, rankFields: fields["rank_fields"] ?? undefined, ignoredFields };
}

interface Unwrapped {
  fields: Record<string, unknown>;
  /** Where the client put a field: `inputs.texts`. */
  sentName: (field: string) => string;
  /** What the client is told that it left out. */
  nameOfDocuments: string;
}

/** The fields that a wrapper has to hold. */
const required = new Set(["query", "texts"]);

/** The fields of a body and of the object that wraps its query and documents. */
function unwrapped(body: Record<string, unknown>): Unwrapped {
  for (const wrapper of wrappers) {
    const { [wrapper]: inner, ...outer } = body;
    if (!isGiven(inner)) continue;
    if (!isPlainObject(inner))
      throw fieldError("invalid_request", [
        fieldFault(wrapper, "must be an object with a query and texts", inner),
      ]);
    return {
      fields: { ...outer, ...inner },
      sentName: (field) =>
        field in inner || (required.has(field) && !(field in outer)) ? `${wrapper}.${field}` : field,
      nameOfDocuments: "texts",
    };
  }
  return { fields: body, sentName: (field) => field, nameOfDocuments: "documents" };
}

function fieldFault(field: string, message: string, input: unknown): FieldError {
  return { field, message, type: "value_error.unsupported", input };
}

/** False, zero or nothing leaves a feature off: it is not missed. */
function asksForSomething(value: unknown): boolean {
  return Boolean(value);
}
