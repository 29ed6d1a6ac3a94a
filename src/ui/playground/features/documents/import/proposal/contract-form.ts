/** Documents of the contract's own form: strings, and objects with a text or an image. Pure. */
import * as v from "valibot";
import { RerankDocument } from "../../../../../../contract/rerank.ts";
import { gradeKeys } from "../../../../stores/grades.ts";
import type { RecordList, Roles } from "../reading.ts";
import { isObject } from "../records/values.ts";

/** @returns the document that a value is, as it is; `undefined` for any other value */
export function contractDocument(value: unknown): RerankDocument | undefined {
  const document = cleaned(value);
  return v.is(RerankDocument, document) && hasContent(document) ? document : undefined;
}

/** Whether there is something to rank: a text (even an empty one) or an image. */
function hasContent(document: RerankDocument): boolean {
  return typeof document === "string" || document.text !== undefined || document.image !== undefined;
}

/**
 * Tools write `null` for a field that is absent, years as titles and file names as metadata. None of that is a reason
 * to lose a text.
 */
function cleaned(value: unknown): unknown {
  if (!isObject(value)) return value;
  const entries = Object.entries(value).flatMap(([key, field]): [string, unknown][] => {
    // Copied without care, it would set a prototype.
    if (key === "__proto__") return [];
    if (field === null && ["text", "image", "id", "title", "metadata"].includes(key)) return [];
    if (key === "title" && (typeof field === "number" || typeof field === "boolean"))
      return [[key, String(field)]];
    if (key === "metadata" && !isObject(field)) return [[key, { value: field }]];
    return [[key, field]];
  });
  return Object.fromEntries(entries);
}

/** Whether the fields have the contract's names, so that documents can stay as they are. */
export function hasContractRoles(list: RecordList, roles: Roles): boolean {
  if (list.form === "table") return false;
  const label = (role: number | undefined): string =>
    role === undefined ? "" : (list.columns[role]?.label ?? "");
  return (
    ["text", ""].includes(label(roles.text)) &&
    ["title", ""].includes(label(roles.title)) &&
    ["id", ""].includes(label(roles.id)) &&
    ["", ...gradeKeys, ...gradeKeys.map((key) => `metadata.${key}`)].includes(label(roles.grade))
  );
}

/** Whether the file is a list with documents of the contract's form. */
export function hasContractDocuments(list: RecordList): boolean {
  return list.direct && list.items.some(({ value }) => contractDocument(value) !== undefined);
}

/** Whether there is nothing to choose: the file is a list of documents, and no field means something else. */
export function isContractList(list: RecordList, roles: Roles): boolean {
  return hasContractRoles(list, roles) && hasContractDocuments(list);
}
