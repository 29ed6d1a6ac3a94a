/**
 * The settings of a request: one table from which everything that knows them is made. The schema of the contract, the
 * element's attributes and properties, JSX types, the iframe's parameters and messages, drafts and share links,
 * recorded requests, the settings form, embed code, error labels and the tables in the docs all read it.
 */
import * as v from "valibot";
import { Passages } from "./passages.ts";
import { isPlainObject } from "./plain-object.ts";

/** Which part of a document that is too long is dropped: its end, its start, or neither (an error instead). */
export const Truncate = v.picklist(["none", "start", "end"], 'must be "none", "start" or "end"');
export type Truncate = v.InferOutput<typeof Truncate>;

const PositiveInteger = v.pipe(
  v.number("must be a whole number"),
  v.integer("must be a whole number"),
  v.minValue(1, "must be 1 or more"),
);

export interface Setting {
  /** The field of a request. What it wraps is the schema of a value that is there. */
  schema: v.OptionalSchema<Value, unknown> | v.NullishSchema<Value, unknown>;
  /** How a person gives it: typed as a number, chosen from a list, or written as text. A choice may have options. */
  input: "number" | "choice" | "text";
  /** Name of the field on screen, and in messages about it. */
  label: string;
  /** What a fresh draft holds, as typed. Blank: absent from the request. */
  initial: string;
  /** Models that do not take it refuse it. Without this, every model takes it. */
  takenBy?: "instruction" | "passages";
  /** It only limits which of the ranked documents come back; scores and order stay the same. */
  limitsResults?: true;
}
type Value = v.GenericSchema;

const table = {
  /** How many results come back, best first. Absent or null: all. More than there are documents: all. */
  top_n: {
    schema: v.nullish(PositiveInteger),
    input: "number",
    label: "Number of returned documents",
    initial: "3",
    limitsResults: true,
  },
  /** Results with a lower score are left out, before `top_n` limits how many come back. In the model's own scores. */
  min_score: {
    schema: v.optional(v.pipe(v.number("must be a number"), v.finite("must be a number"))),
    input: "number",
    label: "Minimum score",
    initial: "",
    limitsResults: true,
  },
  /** Maximum tokens read of each document, not counting the model's special tokens. */
  max_tokens_per_document: {
    schema: v.optional(PositiveInteger),
    input: "number",
    label: "Tokens per document",
    initial: "",
  },
  /** Maximum tokens read of the query, not counting the model's special tokens. A longer query keeps its first tokens. */
  max_tokens_per_query: {
    schema: v.optional(PositiveInteger),
    input: "number",
    label: "Tokens of the query",
    initial: "",
  },
  /** Which part of a document that is too long is dropped. */
  truncate: {
    schema: v.optional(Truncate, "end"),
    input: "choice",
    label: "Documents too long",
    initial: "end",
  },
  /** Whether a document that is too long is cut, or has the score of its best passage. */
  passages: {
    schema: v.optional(Passages, "none"),
    input: "choice",
    label: "Long documents",
    initial: "none",
    takenBy: "passages",
  },
  /** Milliseconds for reading documents, in the order given, once the model is ready. Those not read by then have no result. */
  budget_ms: {
    schema: v.optional(PositiveInteger),
    input: "number",
    label: "Time limit in ms",
    initial: "",
  },
  /** What relevance means here, for models that take an instruction. */
  instruction: {
    schema: v.optional(v.string("must be a string")),
    input: "text",
    label: "Instruction",
    initial: "",
    takenBy: "instruction",
  },
} as const satisfies Record<string, Setting>;

/** In the order in which forms, code and docs show them. */
export const settings: Readonly<Record<SettingName, Setting>> = table;

export type SettingsTable = typeof table;
export type SettingName = keyof SettingsTable;
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of a literal
export const settingNames = Object.keys(table) as SettingName[];

/** A value that is there, as a request holds it. */
export type SettingValue<Name extends SettingName> = v.InferOutput<SettingsTable[Name]["schema"]["wrapped"]>;

/** The fields of a request's schema. */
export type SettingSchemas = { [Name in SettingName]: SettingsTable[Name]["schema"] };
/** The schemas of values that are there. */
export type SettingValueSchemas = { [Name in SettingName]: SettingsTable[Name]["schema"]["wrapped"] };

/** `max_tokens_per_document` → `max-tokens-per-document`: an attribute of the element. */
export type AttributeName<Name extends string> = Name extends `${infer First}_${infer Rest}`
  ? `${First}-${AttributeName<Rest>}`
  : Name;
/** `max_tokens_per_document` → `maxTokensPerDocument`: a property of the element and a key of a draft. */
export type PropertyName<Name extends string> = Name extends `${infer First}_${infer Rest}`
  ? `${First}${Capitalize<PropertyName<Rest>>}`
  : Name;

export function attributeName<Name extends string>(name: Name): AttributeName<Name> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the type says what the line does
  return name.replaceAll("_", "-") as AttributeName<Name>;
}

export function propertyName<Name extends string>(name: Name): PropertyName<Name> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the type says what the line does
  return name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase()) as PropertyName<Name>;
}

/**
 * A setting as text, as attributes and forms hold it, as the value of a request; `undefined` if it is blank. A number
 * that cannot be read becomes `NaN`, and a choice stays as written, so that validation names the field. The options of
 * a choice are JSON.
 */
export function settingFromText(name: SettingName, text: string): string | number | object | undefined {
  const { input } = settings[name];
  if (input !== "choice" && text.trim() === "") return undefined;
  if (input === "choice") return text.startsWith("{") ? (fromJson(text) ?? text) : text;
  return input === "number" ? Number(text) : text;
}

/** The value of a setting as text: what `settingFromText` reads. */
export function settingToText(value: string | number | object): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function fromJson(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isPlainObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** One entry for each setting, made from its table row. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller names what `entry` makes
export function mapSettings<Mapped extends Record<SettingName, unknown>>(
  entry: (setting: Setting, name: SettingName) => unknown,
): Mapped {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return Object.fromEntries(settingNames.map((name) => [name, entry(settings[name], name)])) as Mapped;
}
