/**
 * What `tokenizer_config.json` changes of `tokenizer.json`, as the classes of `transformers` do when they load both.
 * `tools/tokenizers/make_configs.py` compares with transformers 5; where versions 4 and 5 disagree about lower case, the
 * tokenizer is refused.
 */
import * as v from "valibot";
import { AddedToken } from "./added-tokens.ts";
import { UnsupportedTokenizer } from "./component.ts";
import { createNormalizer } from "./normalizers.ts";

const NamedToken = v.nullish(v.union([v.string(), AddedToken]));

export const TokenizerConfig = v.object({
  tokenizer_class: v.nullish(v.string(), ""),
  do_lower_case: v.nullish(v.boolean()),
  strip_accents: v.nullish(v.boolean(), null),
  tokenize_chinese_chars: v.nullish(v.boolean(), true),
  add_prefix_space: v.nullish(v.boolean(), false),
  split_special_tokens: v.nullish(v.boolean(), false),
  added_tokens_decoder: v.nullish(v.record(v.string(), AddedToken), {}),
  unk_token: NamedToken,
  bos_token: NamedToken,
  eos_token: NamedToken,
  sep_token: NamedToken,
  cls_token: NamedToken,
  pad_token: NamedToken,
  mask_token: NamedToken,
  additional_special_tokens: v.nullish(v.array(NamedToken), []),
  extra_special_tokens: v.nullish(v.union([v.array(NamedToken), v.record(v.string(), NamedToken)]), []),
});
export type TokenizerConfig = v.InferOutput<typeof TokenizerConfig>;

/** Classes that make the normalizer anew from their own settings. Names without "Tokenizer" and "Fast". */
const bertClasses = new Set(
  "Bert DistilBert Electra MobileBert MPNet ConvBert SqueezeBert LayoutLM Lxmert RetriBert Funnel DPRQuestionEncoder DPRContextEncoder DPRReader".split(
    " ",
  ),
);
/** Classes that set `add_prefix_space` of a pre-tokenizer that is `ByteLevel`. */
const byteLevelClasses = new Set("Roberta GPT2 Bart Longformer LED Blenderbot Deberta".split(" "));

/** Whether a class could set the lower case in a way of its own; the general ones take tokenizer.json as it is. */
function hasOwnRules(name: string): boolean {
  return !["", "PreTrained", "TokenizersBackend"].includes(name) && !bertClasses.has(name);
}

const Typed = v.looseObject({ type: v.string() });

/** The components that a class changes. */
export function configuredComponents(
  { normalizer, pre_tokenizer }: { normalizer?: unknown; pre_tokenizer?: unknown },
  config: TokenizerConfig,
): { normalizer: unknown; preTokenizer: unknown } {
  const name = config.tokenizer_class.replace(/(?:Tokenizer)?(?:Fast)?$/, "");
  const keepsCase = (): boolean => createNormalizer(normalizer)("A").includes("A");
  if (config.do_lower_case === true && hasOwnRules(name) && keepsCase())
    throw new UnsupportedTokenizer("its do_lower_case contradicts its tokenizer.json, which keeps the case");
  return {
    normalizer:
      bertClasses.has(name) && v.is(Typed, normalizer) && normalizer.type === "BertNormalizer"
        ? {
            ...normalizer,
            lowercase: config.do_lower_case ?? true,
            strip_accents: config.strip_accents,
            handle_chinese_chars: config.tokenize_chinese_chars,
          }
        : normalizer,
    preTokenizer:
      byteLevelClasses.has(name) && v.is(Typed, pre_tokenizer) && pre_tokenizer.type === "ByteLevel"
        ? { ...pre_tokenizer, add_prefix_space: config.add_prefix_space }
        : pre_tokenizer,
  };
}

/** The tokens of `tokenizer.json`, then those that the configuration changes or adds. */
export function configuredTokens(
  tokens: readonly (AddedToken & { id: number })[],
  config: TokenizerConfig,
): (AddedToken & { id?: number })[] {
  if (config.split_special_tokens)
    throw new UnsupportedTokenizer("its setting split_special_tokens is not supported");
  const all: (AddedToken & { id?: number })[] = [
    ...tokens,
    ...Object.entries(config.added_tokens_decoder).map(([id, token]) => ({ ...token, id: Number(id) })),
  ];
  const known = new Set(all.map(({ content }) => content));
  for (const token of namedTokens(config)) {
    const added = typeof token === "string" ? v.parse(AddedToken, { content: token, special: true }) : token;
    if (known.has(added.content)) continue;
    known.add(added.content);
    all.push({ ...added, special: true });
  }
  return all;
}

function namedTokens(config: TokenizerConfig): (string | AddedToken)[] {
  const { unk_token, bos_token, eos_token, sep_token, cls_token, pad_token, mask_token } = config;
  const named = [bos_token, eos_token, unk_token, sep_token, pad_token, cls_token, mask_token];
  const further = [...config.additional_special_tokens, ...Object.values(config.extra_special_tokens)];
  return [...named, ...further].flatMap((token) => token ?? []);
}
