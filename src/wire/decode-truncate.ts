/** Reads which part of a long document is dropped, in the words of any kind of server. Pure. */
import type { FieldError } from "../contract/errors.ts";
import type { Truncate } from "../contract/settings.ts";
import type { RequestFormat } from "./format.ts";
import { formats } from "./formats.ts";
import { isGiven } from "./is-given.ts";

type TruncateTable = NonNullable<RequestFormat["truncate"]>;

const tables: readonly TruncateTable[] = Object.values<{ request: RequestFormat }>(formats).flatMap(
  ({ request }) => request.truncate ?? [],
);

/** Every field with which a server is told how to truncate. */
export const truncateFields: ReadonlySet<string> = new Set(tables.flatMap(fieldNames));

/** In the order of preference, where the fields allow several. */
const values: readonly Truncate[] = ["end", "start", "none"];

/** The value that the fields stand for in one server's words; a fault if no server gives them a meaning. */
export function decodeTruncate(fields: Readonly<Record<string, unknown>>): {
  value?: Truncate;
  fault?: FieldError;
} {
  const given = [...truncateFields].filter((field) => isGiven(fields[field]));
  const [first] = given;
  if (first === undefined) return {};
  const candidates = tables.filter((table) => {
    const known = fieldNames(table);
    return given.every((field) => known.includes(field));
  });
  const value = values.find((candidate) =>
    candidates.some((table) => {
      const sent = Object.entries(table[candidate] ?? {});
      const mentioned = sent.some(([field]) => given.includes(field));
      return (
        mentioned && sent.every(([field, wanted]) => !isGiven(fields[field]) || means(fields[field], wanted))
      );
    }),
  );
  if (value !== undefined) return { value };
  const message = 'cannot be honoured: send truncate as "none", "start" or "end"';
  return { fault: { field: first, message, type: "value_error.unsupported", input: fields[first] } };
}

/** Text Embeddings Inference takes `left` and `Left`, other servers `END`. */
function means(value: unknown, wanted: unknown): boolean {
  return lowerCased(value) === lowerCased(wanted);
}

function lowerCased(value: unknown): unknown {
  return typeof value === "string" ? value.toLowerCase() : value;
}

function fieldNames(table: TruncateTable): string[] {
  return Object.values(table).flatMap((fields) => Object.keys(fields));
}
