/**
 * What `tokenizer.json` may be made of. Each kind of component has a table: the types that are known to give the
 * original's result, and exactly the parameters that each may have. Anything else is refused by name.
 */
import * as v from "valibot";
import { shortened } from "../../../contract/shortened.ts";

/** Why a tokenizer cannot be used; a sentence without its subject "it" and full stop. */
export class UnsupportedTokenizer extends Error {
  constructor(reason: string, options?: ErrorOptions) {
    // It may quote a pattern or a token of any length.
    super(shortened(reason), options);
  }
}

export type ComponentTable<T> = Readonly<Record<string, (parameters: unknown) => T>>;

/** An entry of a table. The parameters are those of the schema and no others. */
export function component<Schema extends v.ObjectEntries, T>(
  entries: Schema,
  create: (parameters: v.InferOutput<v.StrictObjectSchema<Schema, undefined>>) => T,
): (parameters: unknown) => T {
  const schema = v.strictObject(entries);
  return (parameters) => create(v.parse(schema, parameters));
}

const Typed = v.looseObject({ type: v.string() });

/**
 * @param kind what the component is, for the error
 * @throws {UnsupportedTokenizer} if the table has no such type, or the parameters are others
 */
export function createComponent<T>(table: ComponentTable<T>, kind: string, value: unknown): T {
  const typed = v.safeParse(Typed, value);
  if (!typed.success) throw new UnsupportedTokenizer(`its ${kind} has no type`);
  const { type, ...parameters } = typed.output;
  const create = Object.hasOwn(table, type) ? table[type] : undefined;
  if (!create) throw new UnsupportedTokenizer(`its ${kind} "${type}" is not supported`);
  try {
    return create(parameters);
  } catch (cause) {
    if (cause instanceof UnsupportedTokenizer) throw cause;
    throw new UnsupportedTokenizer(`its ${kind} "${type}" is not supported ${reason(cause)}`, { cause });
  }
}

/** The first parameter that is wrong, with its value. */
function reason(cause: unknown): string {
  if (!v.isValiError(cause)) return `(${cause instanceof Error ? cause.message : String(cause)})`;
  const [issue] = cause.issues;
  const path = v.getDotPath(issue) ?? "";
  return `with ${path} = ${shortened(asJson(issue.path?.at(-1)?.value), 60)}`;
}

function asJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? "missing";
  } catch {
    return "a value with too many levels";
  }
}

/** Real ones have four or five. */
const maxLevels = 32;

/** @throws {UnsupportedTokenizer} for components in each other beyond what the stack has room for */
export function throwIfTooDeep(components: readonly unknown[]): void {
  let level = components;
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > maxLevels) throw new UnsupportedTokenizer("its parts lie in each other more than 32 times");
    level = level.flatMap((value) =>
      typeof value === "object" && value !== null ? Object.values(value) : [],
    );
  }
}
