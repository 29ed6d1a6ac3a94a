import { type Encoding, joinSingle } from "../encoding.ts";
import { CachedDocuments, CachedQueries } from "../cached-texts.ts";
import { notFinite, throwIfNotFinite, vectorMissing } from "../errors.ts";
import { dot, normalise, poolings } from "../pooling.ts";
import type { DocumentScore, ScoringInput, TextLength } from "../protocol.ts";
import { type EncodedQuery, type QueryInput, encodeQuery, queryKey } from "../query.ts";
import { mapTokenVectors } from "../token-vectors.ts";
import type { Family, FamilyContext } from "./family.ts";
import { remainingBudget } from "./token-budget.ts";

/**
 * Query and document are read separately, one vector each; the score is their cosine or dot product
 * (sentence-transformers).
 * Embeddings of documents are cached, so that the next query over the same documents costs only the query.
 */
export function create(context: FamilyContext<"bi-encoder">): Family {
  const { recipe, tokenizer, session, head, maxTokens, batches, cacheBytes } = context;
  const padding = { padId: tokenizer.padId, widthStep: batches.widthStep, maxTokens };
  const { single } = tokenizer;
  const specials = single.prefix.length + single.suffix.length;
  const pool = poolings[recipe.pooling];
  const { documentPrefix = "" } = recipe;
  const documentBudget = maxTokens - specials - tokenizer.encode(documentPrefix).length;
  const queries = new CachedQueries<TextLength & { vector: Float32Array; promptTokens: number }>();
  /** `undefined` for a document without tokens. */
  const documents = new CachedDocuments<Float32Array | undefined>({
    tokenizer,
    cacheBytes,
    prefix: documentPrefix,
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

  /** Pooled, through the head, and of length 1 if the score is a cosine. */
  function finish(tokens: Float32Array, dim: number): Float32Array {
    const pooled = pool(tokens, tokens.length / dim, dim);
    const vector = head ? head(pooled) : pooled;
    return recipe.similarity === "dot" ? vector : normalise(vector);
  }

  const embed = (encodings: readonly Encoding[]): Promise<Float32Array[]> =>
    mapTokenVectors(encodings, {
      session,
      batches,
      padding,
      output: ["last_hidden_state", "token_embeddings"],
      use: finish,
    });

  function readQuery(input: QueryInput): EncodedQuery {
    const query = encodeQuery(input, tokenizer, recipe.queryPrefix);
    // The query is an input of its own, which it may fill completely.
    const usedTokens = query.usedTokens + specials - 1;
    remainingBudget({ queryTokens: query.tokens, usedTokens }, maxTokens);
    return query;
  }

  const embedQuery = (input: QueryInput) =>
    queries.encode(queryKey(input), async () => {
      const { ids, tokens, usedTokens } = readQuery(input);
      const encoding = joinSingle(single, ids);
      const [vector] = await embed([encoding]);
      if (!vector) throw vectorMissing();
      throwIfNotFinite(vector, "query");
      return { vector, tokens, usedTokens, promptTokens: encoding.ids.length };
    });

  return {
    lengths: (input) => ({
      queryTokens: readQuery(input).usedTokens,
      documentBudget,
    }),
    async score({ documents: texts, ...input }: ScoringInput) {
      const { truncation } = input;
      const { vector: queryVector, tokens, usedTokens, promptTokens } = await embedQuery(input);
      const encoded = await documents.encode(texts, truncation);
      const scores = encoded.map(({ value: vector, ...counts }, row): DocumentScore => {
        const score = vector && dot(queryVector, vector);
        if (score !== undefined && !Number.isFinite(score)) throw notFinite(`documents[${row}]`);
        return { ...counts, score };
      });
      return { documents: scores, query: { tokens, usedTokens }, queryPromptTokens: promptTokens };
    },
  };
}
