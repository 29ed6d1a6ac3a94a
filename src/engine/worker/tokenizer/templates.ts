/** Where the special tokens go: `post_processor` of `tokenizer.json`. */
import * as v from "valibot";
import type { PairTemplate, SingleTemplate } from "../encoding.ts";
import { type ComponentTable, component, createComponent } from "./component.ts";

export interface Templates {
  single: SingleTemplate;
  /** `undefined` if the tokenizer joins pairs in a way that is not supported. */
  pair: PairTemplate | undefined;
}

const none: Templates = {
  single: { prefix: [], suffix: [] },
  pair: { prefix: [], middle: [], suffix: [], documentType: 1 },
};

const Token = v.tuple([v.string(), v.number()]);

const Part = v.union([
  v.strictObject({ SpecialToken: v.strictObject({ id: v.string(), type_id: v.number() }) }),
  v.strictObject({ Sequence: v.strictObject({ id: v.picklist(["A", "B"]), type_id: v.number() }) }),
]);
type Part = v.InferOutput<typeof Part>;

const SpecialTokens = v.record(v.string(), v.object({ ids: v.array(v.number()) }));

const table: ComponentTable<Templates | undefined> = {
  BertProcessing: component({ sep: Token, cls: Token }, ({ sep: [, sep], cls: [, cls] }) => ({
    single: { prefix: [cls], suffix: [sep] },
    pair: { prefix: [cls], middle: [sep], suffix: [sep], documentType: 1 },
  })),
  // Only offsets.
  ByteLevel: component(
    {
      add_prefix_space: v.optional(v.boolean()),
      trim_offsets: v.optional(v.boolean()),
      use_regex: v.optional(v.boolean()),
    },
    () => undefined,
  ),
  RobertaProcessing: component(
    {
      sep: Token,
      cls: Token,
      trim_offsets: v.optional(v.boolean()),
      add_prefix_space: v.optional(v.boolean()),
    },
    ({ sep: [, sep], cls: [, cls] }) => ({
      single: { prefix: [cls], suffix: [sep] },
      pair: { prefix: [cls], middle: [sep, sep], suffix: [sep], documentType: 0 },
    }),
  ),
  Sequence: component({ processors: v.array(v.unknown()) }, ({ processors }) => {
    const [templates, ...more] = processors.flatMap((processor) => create(processor) ?? []);
    if (more.length > 0) throw new Error("two of them add tokens");
    return templates;
  }),
  TemplateProcessing: component(
    { single: v.array(Part), pair: v.array(Part), special_tokens: SpecialTokens },
    ({ single, pair, special_tokens: tokens }) => {
      const [prefix, suffix, ...more] = between(single, tokens);
      if (!prefix || !suffix || more.length > 0) throw new Error("a text is not in it exactly once");
      return { single: { prefix, suffix }, pair: pairTemplate(pair, tokens) };
    },
  ),
};

/** Ids of the special tokens before, between and after the sequences. */
function between(parts: readonly Part[], tokens: v.InferOutput<typeof SpecialTokens>): number[][] {
  let ids: number[] = [];
  const found = [ids];
  for (const part of parts) {
    if ("Sequence" in part) {
      ids = [];
      found.push(ids);
    } else {
      const { id } = part.SpecialToken;
      const token = Object.hasOwn(tokens, id) ? tokens[id] : undefined;
      if (!token) throw new Error(`it does not say the id of ${JSON.stringify(id)}`);
      for (const tokenId of token.ids) ids.push(tokenId);
    }
  }
  return found;
}

/** Query first, then document; everything before the document has type 0, and all from there on its type. */
function pairTemplate(
  parts: readonly Part[],
  tokens: v.InferOutput<typeof SpecialTokens>,
): PairTemplate | undefined {
  const [prefix, middle, suffix, ...more] = between(parts, tokens);
  const sequences = parts.flatMap((part) => ("Sequence" in part ? part.Sequence : []));
  if (!prefix || !middle || !suffix || more.length > 0) return undefined;
  if (sequences.map(({ id }) => id).join("") !== "AB") return undefined;
  const documentType = sequences[1]?.type_id ?? 0;
  const types = parts.map((part) => ("Sequence" in part ? part.Sequence.type_id : part.SpecialToken.type_id));
  const documentAt = parts.findIndex((part) => "Sequence" in part && part.Sequence.id === "B");
  const isSupported = types.every((type, at) => type === (at < documentAt ? 0 : documentType));
  return isSupported ? { prefix, middle, suffix, documentType } : undefined;
}

function create(value: unknown): Templates | undefined {
  return createComponent(table, "post-processor", value);
}

/** @throws {UnsupportedTokenizer} */
export function createTemplates(value: unknown): Templates {
  return (value === null || value === undefined ? undefined : create(value)) ?? none;
}
