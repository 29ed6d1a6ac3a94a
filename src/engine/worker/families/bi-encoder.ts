import { type Encoding, joinSingle } from "../encoding.ts";
import { CachedDocuments, CachedQueries } from "../cached-texts.ts";
import { vectorNotFinite } from "../errors.ts";
import { dot, normalise, poolCls, poolMean } from "../pooling.ts";
import type { DocumentScore, ScoringInput } from "../protocol.ts";
import { mapTokenVectors } from "../token-vectors.ts";
import type { Family, FamilyContext } from "./family.ts";
import { remainingBudget } from "./token-budget.ts";

/**
 * Query and document are read separately, one vector each; the score is their cosine (sentence-transformers).
 * Embeddings of documents are cached, so that the next query over the same documents costs only the query.
 */
export function create(context: FamilyContext<"bi-encoder">): Family {
  const { recipe, tokenizer, session, maxTokens, batches, cacheBytes } = context;
  const padding = { padId: tokenizer.padId, widthStep: batches.widthStep, maxTokens };
  const { single } = tokenizer;
  const specials = single.prefix.length + single.suffix.length;
  const pool = recipe.pooling === "mean" ? poolMean : poolCls;
  const queries = new CachedQueries<{ vector: Float32Array; promptTokens: number }>();
  /** L2-normalised vectors; `undefined` for a document without tokens. */
  const documents = new CachedDocuments<Float32Array | undefined>({
    tokenizer,
    cacheBytes,
    budget: maxTokens - specials,
    async read(texts) {
      const rows = texts.filter(({ length }) => length > 0).map((ids) => joinSingle(single, ids));
      const vectors = (await embed(rows)).values();
      return texts.map(({ length }) =>
        length > 0
          ? { value: vectors.next().value, promptTokens: length + specials }
          : { value: undefined, promptTokens: 0 },
      );
    },
    byteSize: (vector) => vector?.byteLength ?? 0,
  });

  const embed = (encodings: readonly Encoding[]): Promise<Float32Array[]> =>
    mapTokenVectors(encodings, {
      session,
      batches,
      padding,
      output: ["last_hidden_state", "token_embeddings"],
      use: (tokens, dim) => normalise(pool(tokens, tokens.length / dim, dim)),
    });

  function queryTokens(query: string): number[] {
    const ids = tokenizer.encode(recipe.queryPrefix + query);
    // The query is an input of its own, which it may fill completely.
    remainingBudget({ queryTokens: ids.length, usedTokens: ids.length + specials - 1 }, maxTokens);
    return ids;
  }

  const embedQuery = (query: string) =>
    queries.encode(query, async () => {
      const encoding = joinSingle(single, queryTokens(query));
      const [vector] = await embed([encoding]);
      if (!vector) throw vectorNotFinite();
      return { vector, promptTokens: encoding.ids.length };
    });

  return {
    lengths: (query) => ({ queryTokens: queryTokens(query).length, documentBudget: maxTokens - specials }),
    async score({ query, documents: texts, truncation }: ScoringInput) {
      const embeddedQuery = await embedQuery(query);
      const encoded = await documents.encode(texts, truncation);
      const scores = encoded.map(({ value: vector, ...counts }): DocumentScore => {
        const score = vector && dot(embeddedQuery.vector, vector);
        if (score !== undefined && !Number.isFinite(score)) throw vectorNotFinite();
        return { ...counts, score };
      });
      return { documents: scores, queryPromptTokens: embeddedQuery.promptTokens };
    },
  };
}
