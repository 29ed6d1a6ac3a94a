import { ByteBudgetCache } from "./byte-budget-cache.ts";
import { truncateTokens } from "./encoding.ts";
import { type Truncation, embeddingKey } from "./protocol.ts";
import type { Tokenizer } from "./tokenizer.ts";

/** A document as the model sees it. */
export interface EncodedDocument<T> {
  value: T;
  documentTokens: number;
  usedTokens: number;
  /** Tokens of the model's input, special tokens included; 0 if nothing was run. */
  promptTokens: number;
  /** From an earlier run. */
  kept: boolean;
}

/** Token ids of one document, cut to what the model reads. */
export type CutDocument = readonly number[];

interface KeptDocumentsOptions<T> {
  tokenizer: Pick<Tokenizer, "encode">;
  cacheBytes: number;
  /** Tokens of a document that the model reads, without special tokens. */
  budget: number;
  /** Runs the model on documents that are not kept, in their order. */
  read: (documents: readonly CutDocument[]) => Promise<{ value: T; promptTokens: number }[]>;
  /** Of one value, in memory. */
  bytesOf: (value: T) => number;
}

/** Beside the value: the map's entry. The text's own bytes come on top. */
const entryOverheadBytes = 100;

/** What a model made of documents, kept within a number of bytes: the next query over them reads only itself. */
export class KeptDocuments<T> {
  readonly #options: KeptDocumentsOptions<T>;
  readonly #kept: ByteBudgetCache<Omit<EncodedDocument<T>, "kept">>;

  constructor(options: KeptDocumentsOptions<T>) {
    this.#options = options;
    this.#kept = new ByteBudgetCache(options.cacheBytes);
  }

  /** All of them, in their order; those that are not kept are read first. */
  async encode(texts: readonly string[], truncation: Truncation): Promise<EncodedDocument<T>[]> {
    const { tokenizer, budget, read, bytesOf } = this.#options;
    const found = texts.map((text) => this.#kept.get(embeddingKey(text, truncation)));
    const missing = texts.flatMap((text, position) => {
      if (found[position]) return [];
      const ids = tokenizer.encode(text);
      return [{ position, text, documentTokens: ids.length, used: truncateTokens(ids, budget, truncation) }];
    });
    const values = missing.length > 0 ? await read(missing.map(({ used }) => used)) : [];
    const fresh = new Map(
      missing.map(({ position, text, documentTokens, used }, row) => {
        const value = values[row];
        if (!value) throw new RangeError(`${values.length} values for ${missing.length} documents`);
        const entry = { ...value, documentTokens, usedTokens: used.length };
        const bytes = bytesOf(value.value) + 2 * text.length + entryOverheadBytes;
        this.#kept.set(embeddingKey(text, truncation), entry, bytes);
        return [position, entry];
      }),
    );
    return found.flatMap((entry, position) => {
      const encoded = entry ?? fresh.get(position);
      return encoded ? [{ ...encoded, kept: entry !== undefined }] : [];
    });
  }
}

/** Queries in one chunk after the other are nearly always the same one. */
const keptQueries = 8;

/** The last few queries as the model sees them. */
export class KeptQueries<T> {
  readonly #queries = new Map<string, T>();

  async encode(query: string, read: () => Promise<T>): Promise<T> {
    const known = this.#queries.get(query);
    if (known !== undefined) return known;
    const value = await read();
    const oldest = this.#queries.keys().next();
    if (this.#queries.size >= keptQueries && oldest.done !== true) this.#queries.delete(oldest.value);
    this.#queries.set(query, value);
    return value;
  }
}
