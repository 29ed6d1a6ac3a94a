import * as v from "valibot";
import { lenient } from "./folder.ts";

/** The parts of a transformers `config.json` that matter here. */
export const ModelConfig = v.looseObject({
  architectures: lenient(v.array(v.string())),
  model_type: lenient(v.string()),
  max_position_embeddings: lenient(v.number()),
  pad_token_id: lenient(v.number()),
  id2label: lenient(v.record(v.string(), v.unknown())),
  num_labels: lenient(v.number()),
  sentence_transformers: lenient(v.object({ activation_fn: lenient(v.string()) })),
  /** Before version 4 of sentence-transformers. */
  sbert_ce_default_activation_function: lenient(v.string()),
});
export type ModelConfig = v.InferOutput<typeof ModelConfig>;

/** Longest input in tokens. RoBERTa and its relatives count positions from the padding token's id plus one. */
export function maxPositions(config: ModelConfig): number {
  const positions = config.max_position_embeddings ?? 512;
  const offset = /roberta|camembert|mpnet|longformer|esm|data2vec-text/.test(config.model_type ?? "")
    ? (config.pad_token_id ?? 1) + 1
    : 0;
  return positions - offset;
}
