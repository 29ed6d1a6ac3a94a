import { batchesByLength } from "../batches.ts";
import { documentTokens } from "../document-tokens.ts";
import { encoderFeeds, joinPair } from "../encoding.ts";
import { noTokenVectors, notFinite, notOneLogit } from "../errors.ts";
import type { Head } from "../head.ts";
import { poolings } from "../pooling.ts";
import type { DocumentScore } from "../protocol.ts";
import { type EncodedQuery, type QueryInput, encodeQuery } from "../query.ts";
import type { Feeds } from "../session.ts";
import type { Family, FamilyContext } from "./family.ts";
import { remainingBudget } from "./token-budget.ts";

/**
 * Query and document are read together: `[CLS] query [SEP] document [SEP]` → one logit, `logits[:, 0]`
 * (sentence-transformers `CrossEncoder`), or the pooled token vectors and the layers of the recipe's head.
 * Only the document is truncated.
 */
export function create(context: FamilyContext<"cross-encoder">): Family {
  const { recipe, tokenizer, session, maxTokens, batches, head } = context;
  const padding = { padId: tokenizer.padId, widthStep: batches.widthStep, maxTokens };
  const pool = poolings[recipe.pooling ?? "cls"];
  const template = tokenizer.pair();
  const specials = template.prefix.length + template.middle.length + template.suffix.length;

  function readQuery(input: QueryInput): EncodedQuery & { budget: number } {
    const query = encodeQuery(input, tokenizer);
    const usedTokens = query.usedTokens + specials;
    return { ...query, budget: remainingBudget({ queryTokens: query.tokens, usedTokens }, maxTokens) };
  }

  async function graphLogits(feeds: Feeds): Promise<Float32Array> {
    const { data, dims } = await session.run(feeds, ["logits"]);
    if (data.length === dims[0]) return data;
    throw notOneLogit(`[${dims.join(", ")}] values`);
  }

  /** @param lengths tokens of each row, padding excluded */
  async function headLogits(feeds: Feeds, lengths: readonly number[], head: Head): Promise<Float32Array> {
    const { data, dims } = await session.run(feeds, ["last_hidden_state", "token_embeddings"]);
    if (dims.length !== 3) throw noTokenVectors();
    const [, width = 0, dim = 0] = dims;
    return Float32Array.from(lengths, (length, row) => {
      const first = row * width * dim;
      const outputs = head(pool(data.subarray(first, first + length * dim), length, dim));
      if (outputs.length === 1) return outputs[0] ?? NaN;
      throw notOneLogit(`${outputs.length} values`);
    });
  }

  return {
    lengths(input) {
      const { usedTokens, budget } = readQuery(input);
      return { queryTokens: usedTokens, documentBudget: budget };
    },
    async score(input) {
      const { documents, truncation } = input;
      const { ids: queryIds, budget, tokens, usedTokens } = readQuery(input);
      const scores: DocumentScore[] = [];
      const rows = documents.flatMap((document, position) => {
        const { ids: kept, tokens: count } = documentTokens(document, tokenizer, budget, truncation);
        const encoding = joinPair(template, queryIds, kept);
        const promptTokens = kept.length > 0 ? encoding.ids.length : 0;
        scores.push({ score: undefined, documentTokens: count, usedTokens: kept.length, promptTokens });
        return kept.length > 0 ? [{ position, encoding }] : [];
      });
      const lengths = rows.map(({ encoding }) => encoding.ids.length);
      for (const batch of batchesByLength(lengths, batches)) {
        const inBatch = batch.flatMap((row) => rows[row] ?? []);
        const encodings = inBatch.map(({ encoding }) => encoding);
        const feeds = encoderFeeds(encodings, padding);
        const widths = encodings.map(({ ids }) => ids.length);
        const logits = await (head ? headLogits(feeds, widths, head) : graphLogits(feeds));
        inBatch.forEach(({ position }, row) => {
          const logit = logits[row];
          const scored = scores[position];
          if (logit === undefined || !Number.isFinite(logit) || !scored)
            throw notFinite(`documents[${position}]`);
          scored.score = logit;
        });
      }
      return { documents: scores, query: { tokens, usedTokens }, queryPromptTokens: 0 };
    },
  };
}
