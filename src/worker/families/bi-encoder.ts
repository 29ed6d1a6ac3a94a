import { RerankError } from "../../contract/errors.ts";
import { batchesByLength } from "../batches.ts";
import { ByteBudgetCache } from "../byte-budget-cache.ts";
import { type Encoding, joinSingle, truncateTokens } from "../encoding.ts";
import { dot, normalise, poolCls, poolMean } from "../pooling.ts";
import { type DocumentScore, type Piece, embeddingKey } from "../protocol.ts";
import type { Family, FamilyContext } from "./family.ts";
import { roomBeside } from "./room.ts";

/** A document as the model sees it, kept between queries. */
interface EmbeddedDocument {
  /** L2-normalised; `undefined` for a document without tokens. */
  vector: Float32Array | undefined;
  documentTokens: number;
  usedTokens: number;
}

/** Beside the vector: the text's own bytes and the map's entry. */
const entryOverheadBytes = 100;

/** Queries in one piece after the other are nearly always the same one. */
const keptQueries = 8;

/**
 * Query and document read apart, one vector each; the score is their cosine (sentence-transformers).
 * Embeddings of documents are kept, so that the next query over the same documents costs only its own.
 */
export function create(context: FamilyContext<"bi-encoder">): Family {
  const { recipe, tokenizer, session, maxTokens, batches, cacheBytes } = context;
  const { single } = tokenizer;
  const specials = single.prefix.length + single.suffix.length;
  const pool = recipe.pooling === "mean" ? poolMean : poolCls;
  const kept = new ByteBudgetCache<EmbeddedDocument>(cacheBytes);
  const queries = new Map<string, { vector: Float32Array; promptTokens: number }>();

  async function embed(encodings: Encoding[]): Promise<Float32Array[]> {
    const vectors: Float32Array[] = Array.from({ length: encodings.length });
    const lengths = encodings.map(({ ids }) => ids.length);
    for (const batch of batchesByLength(lengths, batches)) {
      const rows = batch.flatMap((position) => encodings[position] ?? []);
      const { data, dims } = await session.run(rows, tokenizer.padId, [
        "last_hidden_state",
        "token_embeddings",
      ]);
      if (dims.length !== 3)
        throw new RerankError("load_failed", "The model gives no vector for each token.");
      const [, width = 0, dim = 0] = dims;
      batch.forEach((position, row) => {
        const tokens = data.subarray(row * width * dim, (row + 1) * width * dim);
        vectors[position] = normalise(pool(tokens, lengths[position] ?? 0, dim));
      });
    }
    return vectors;
  }

  function queryTokens(query: string): number[] {
    const ids = tokenizer.encode(recipe.queryPrefix + query);
    // The query stands alone; one position is asked for so that a full one passes.
    roomBeside({ queryTokens: ids.length, usedTokens: ids.length + specials - 1 }, maxTokens);
    return ids;
  }

  async function embedQuery(query: string): Promise<{ vector: Float32Array; promptTokens: number }> {
    const known = queries.get(query);
    if (known) return known;
    const encoding = joinSingle(single, queryTokens(query));
    const [vector] = await embed([encoding]);
    if (!vector) throw notFinite();
    const embedded = { vector, promptTokens: encoding.ids.length };
    const oldest = queries.keys().next();
    if (queries.size >= keptQueries && oldest.done !== true) queries.delete(oldest.value);
    queries.set(query, embedded);
    return embedded;
  }

  return {
    documentRoom(query) {
      queryTokens(query);
      return maxTokens - specials;
    },
    async score({ query, documents, truncation }: Piece) {
      const embeddedQuery = await embedQuery(query);
      const found = documents.map((text) => kept.get(embeddingKey(text, truncation)));
      const missing = documents.flatMap((text, position) => {
        if (found[position]) return [];
        const ids = tokenizer.encode(text);
        const used = truncateTokens(ids, maxTokens - specials, truncation);
        return [{ position, text, documentTokens: ids.length, used }];
      });
      const toEmbed = missing.filter(({ used }) => used.length > 0);
      const vectors = await embed(toEmbed.map(({ used }) => joinSingle(single, used)));
      const vectorAt = new Map(toEmbed.map(({ position }, row) => [position, vectors[row]]));
      for (const { position, text, documentTokens, used } of missing) {
        const entry = { vector: vectorAt.get(position), documentTokens, usedTokens: used.length };
        found[position] = entry;
        const bytes = (entry.vector?.byteLength ?? 0) + 2 * text.length + entryOverheadBytes;
        kept.set(embeddingKey(text, truncation), entry, bytes);
      }
      const read = new Set(missing.map(({ position }) => position));
      const scores = found.map((entry, position): DocumentScore => {
        if (!entry) throw notFinite();
        const { vector, documentTokens, usedTokens } = entry;
        const score = vector && dot(embeddedQuery.vector, vector);
        if (score !== undefined && !Number.isFinite(score)) throw notFinite();
        const promptTokens = vector ? usedTokens + specials : 0;
        return { score, documentTokens, usedTokens, kept: !read.has(position), promptTokens };
      });
      return { documents: scores, queryPromptTokens: embeddedQuery.promptTokens };
    },
  };
}

function notFinite(): RerankError {
  return new RerankError("internal_error", "The model returned a vector that is not finite.");
}
