import { ByteBudgetCache } from "./byte-budget-cache.ts";
import { type DocumentTokenizer, documentTokens } from "./document-tokens.ts";
import { type Truncation, embeddingKey } from "./protocol.ts";

/** A document after the model has encoded it. */
export interface EncodedDocument<T> {
  value: T;
  documentTokens: number;
  usedTokens: number;
  /** Tokens of the model's input, special tokens included; 0 if the model did not run. */
  promptTokens: number;
  /** From an earlier run. */
  cached: boolean;
}

/** Token ids of one document after its prefix, cut to what the model reads; empty if the document has no tokens. */
export type CutDocument = readonly number[];

interface CachedDocumentsOptions<T> {
  tokenizer: DocumentTokenizer;
  cacheBytes: number;
  /** Text before every document. */
  prefix?: string;
  /** Tokens of prefix and document that the model reads, without special tokens. */
  budget: number;
  /** Runs the model on documents that are not cached, in their order. */
  read: (documents: readonly CutDocument[]) => Promise<{ value: T; promptTokens: number }[]>;
  /** Size of a value in memory, in bytes. */
  byteSize: (value: T) => number;
}

/** Overhead of an entry of the map, besides the value and the text. */
const entryOverheadBytes = 100;

/** Encoded documents, cached up to a number of bytes, so that the next query does not encode them again. */
export class CachedDocuments<T> {
  readonly #options: CachedDocumentsOptions<T>;
  readonly #cache: ByteBudgetCache<Omit<EncodedDocument<T>, "cached">>;

  constructor(options: CachedDocumentsOptions<T>) {
    this.#options = options;
    this.#cache = new ByteBudgetCache(options.cacheBytes);
  }

  /** Encodes all documents, in their order; the model reads only those that are not cached. */
  async encode(texts: readonly string[], truncation: Truncation): Promise<EncodedDocument<T>[]> {
    const { tokenizer, prefix, budget, read, byteSize } = this.#options;
    const found = texts.map((text) => this.#cache.get(embeddingKey(text, truncation)));
    const missing = texts.flatMap((text, position) => {
      if (found[position]) return [];
      const { prefix: first, ids, tokens } = documentTokens(text, tokenizer, budget, truncation, prefix);
      const cut = ids.length > 0 ? [...first, ...ids] : [];
      return [{ position, text, documentTokens: tokens, usedTokens: ids.length, cut }];
    });
    const values = missing.length > 0 ? await read(missing.map(({ cut }) => cut)) : [];
    const fresh = new Map(
      missing.map(({ position, text, documentTokens, usedTokens }, row) => {
        const value = values[row];
        if (!value) throw new RangeError(`${values.length} values for ${missing.length} documents`);
        const entry = { ...value, documentTokens, usedTokens };
        const bytes = byteSize(value.value) + 2 * text.length + entryOverheadBytes;
        this.#cache.set(embeddingKey(text, truncation), entry, bytes);
        return [position, entry];
      }),
    );
    return found.flatMap((entry, position) => {
      const encoded = entry ?? fresh.get(position);
      return encoded ? [{ ...encoded, cached: entry !== undefined }] : [];
    });
  }
}

/** Consecutive chunks nearly always have the same query. */
const maxQueries = 8;

/** The last few queries, encoded. */
export class CachedQueries<T> {
  readonly #queries = new Map<string, T>();

  async encode(query: string, read: () => Promise<T>): Promise<T> {
    const known = this.#queries.get(query);
    if (known !== undefined) return known;
    const value = await read();
    const oldest = this.#queries.keys().next();
    if (this.#queries.size >= maxQueries && oldest.done !== true) this.#queries.delete(oldest.value);
    this.#queries.set(query, value);
    return value;
  }
}
