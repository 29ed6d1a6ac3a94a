import * as v from "valibot";
import { lenient, strict } from "./folder.ts";

/** A length. transformers writes 1e30 for one without a limit. */
export const Positive = v.pipe(v.number(), v.integer(), v.minValue(1));

/** The parts of a transformers `config.json` that matter here. */
export const ModelConfig = v.looseObject({
  architectures: lenient(v.array(v.string())),
  model_type: lenient(v.string()),
  max_position_embeddings: lenient(Positive),
  /** The same in GPT-2, Nomic's BERT and others. */
  n_positions: lenient(Positive),
  pad_token_id: lenient(v.pipe(v.number(), v.safeInteger(), v.minValue(-1))),
  id2label: lenient(v.record(v.string(), v.unknown())),
  num_labels: lenient(v.number()),
  sentence_transformers: strict(v.looseObject({ activation_fn: strict(v.string()) })),
  /** Before version 4 of sentence-transformers. */
  sbert_ce_default_activation_function: strict(v.string()),
});
export type ModelConfig = v.InferOutput<typeof ModelConfig>;

/** Types of models that count positions from the padding token's id plus one, and some that do not. */
const fromPaddingToken = /roberta|camembert|mpnet|longformer|esm|data2vec-text/;
const fromZero =
  /^(bert|distilbert|electra|albert|deberta|deberta-v2|modernbert|nomic_bert|t5|mt5|umt5|big_bird|funnel|roformer)$/;

/** Whether only a graph tells how its model counts positions. */
export function hasUnknownPositions({ model_type: type = "" }: ModelConfig): boolean {
  return !fromPaddingToken.test(type) && !fromZero.test(type);
}

/** Length where neither the configuration nor the tokenizer states one. */
export const assumedTokens = 512;

/**
 * Longest input in tokens; `undefined` if the configuration does not state it. RoBERTa and its relatives count positions from the padding token's id plus one, by adding up
 * the attention mask; so a graph that adds up is taken for one of them, whatever its name.
 *
 * @param operators of the graph, if they are known
 */
export function maxPositions(config: ModelConfig, operators: ReadonlySet<string>): number | undefined {
  const positions = config.max_position_embeddings ?? config.n_positions;
  if (positions === undefined) return undefined;
  const named = fromPaddingToken.test(config.model_type ?? "");
  const offset = (config.pad_token_id ?? 1) + 1;
  return (named || operators.has("CumSum")) && offset < positions ? positions - offset : positions;
}
