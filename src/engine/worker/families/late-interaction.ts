import { RerankError } from "../../../contract/errors.ts";
import { documentTokens } from "../document-tokens.ts";
import { type Encoding, joinSingle } from "../encoding.ts";
import { CachedDocuments, CachedQueries } from "../cached-texts.ts";
import { notFinite, throwIfNotFinite, vectorMissing } from "../errors.ts";
import { type TokenVectors, maxSim, similarities } from "../maxsim.ts";
import { normalise } from "../pooling.ts";
import type { DocumentScore, ScoringInput, TextLength } from "../protocol.ts";
import { type QueryInput, encodeQuery, queryKey } from "../query.ts";
import { mapTokenVectors } from "../token-vectors.ts";
import type { Family, FamilyContext } from "./family.ts";
import { remainingBudget } from "./token-budget.ts";

/** `queryTokens` of its tokens belong to the text. */
type QueryEncoding = Encoding & { length: TextLength };

/** Python's `string.punctuation`. */
const punctuation = Array.from("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~");

/**
 * Query and document are read separately, one vector for each token; the score is their MaxSim (ColBERT).
 *   query     `[CLS] marker text [SEP]`, padded with `[MASK]` to the recipe's number of tokens
 *   document  `[CLS] marker text [SEP]`, without the vectors of punctuation
 * Token vectors of documents are cached, so that the next query over the same documents costs only the query.
 */
export function create(context: FamilyContext<"late-interaction">): Family {
  const { recipe, tokenizer, session, maxTokens, batches, cacheBytes } = context;
  const padding = { padId: tokenizer.padId, widthStep: batches.widthStep, maxTokens };
  const queryTemplate = withMarker(recipe.queryMarker);
  const documentTemplate = withMarker(recipe.documentMarker);
  const documentSpecials = documentTemplate.prefix.length + documentTemplate.suffix.length;
  const querySpecials = queryTemplate.prefix.length + queryTemplate.suffix.length;
  const skipped = new Set(recipe.skipPunctuation ? punctuationIds() : []);
  const queries = new CachedQueries<{ encoding: QueryEncoding; vectors: TokenVectors }>();
  const documents = new CachedDocuments<TokenVectors>({
    tokenizer,
    cacheBytes,
    budget: maxTokens - documentSpecials,
    async read(texts) {
      const encodings = texts.map((ids) => joinSingle(documentTemplate, ids));
      const embedded = await embed(encodings);
      return encodings.map(({ ids }, row) => {
        const vectors = embedded[row];
        if (!vectors) throw vectorMissing();
        return { value: keepRows(vectors, countedPositions(ids)), promptTokens: ids.length };
      });
    },
    byteSize: ({ data }) => data.byteLength,
  });

  function withMarker(marker: number | undefined) {
    const { prefix, suffix } = tokenizer.single;
    return { suffix, prefix: marker === undefined ? prefix : [...prefix, marker] };
  }

  /** ColBERT's `skiplist`: the first id of each mark encoded alone, even if that id is only the space before it. */
  function punctuationIds(): number[] {
    return punctuation.flatMap((character) => tokenizer.encode(character).slice(0, 1));
  }

  /** Positions in a document's input whose vectors count. */
  function countedPositions(ids: readonly number[]): number[] {
    return ids.flatMap((id, position) => (skipped.has(id) ? [] : [position]));
  }

  /** Unit vectors of every token. */
  const embed = (encodings: readonly Encoding[]): Promise<TokenVectors[]> =>
    mapTokenVectors(encodings, {
      session,
      batches,
      padding,
      output: ["token_embeddings", "contextual", "last_hidden_state"],
      use: (tokens, dim) => {
        const data = new Float32Array(tokens.length);
        for (let start = 0; start < data.length; start += dim)
          data.set(normalise(tokens.subarray(start, start + dim)), start);
        return { data, dim };
      },
    });

  function readQuery(input: QueryInput): QueryEncoding {
    const { ids, tokens, usedTokens } = encodeQuery(input, tokenizer);
    // The query is an input of its own, which it may fill completely.
    remainingBudget({ queryTokens: tokens, usedTokens: usedTokens + querySpecials - 1 }, maxTokens);
    const { ids: text } = joinSingle(queryTemplate, ids);
    const padding = Math.max(0, (recipe.queryTokens ?? 0) - text.length);
    if (padding > 0 && tokenizer.maskId === undefined)
      throw new RerankError("load_failed", "The model's tokenizer has no mask token to pad queries with.");
    const padded = [...text, ...Array.from({ length: padding }, () => tokenizer.maskId ?? 0)];
    return {
      ids: padded,
      typeIds: padded.map(() => 0),
      attended: recipe.attendToMaskPadding === true ? padded.length : text.length,
      length: { tokens, usedTokens },
    };
  }

  const embedQuery = (input: QueryInput) =>
    queries.encode(queryKey(input), async () => {
      const encoding = readQuery(input);
      const [vectors] = await embed([encoding]);
      if (!vectors) throw vectorMissing();
      throwIfNotFinite(vectors.data, "query");
      return { encoding, vectors };
    });

  return {
    lengths: (input) => ({
      queryTokens: readQuery(input).length.usedTokens,
      documentBudget: maxTokens - documentSpecials,
    }),
    async score({ documents: texts, ...input }: ScoringInput) {
      const { truncation } = input;
      const { encoding, vectors } = await embedQuery(input);
      const encoded = await documents.encode(texts, truncation);
      const scores = encoded.map(({ value, ...counts }, row): DocumentScore => {
        const score = maxSim(vectors, value);
        if (!Number.isFinite(score)) throw notFinite(`documents[${row}]`);
        return { ...counts, score };
      });
      return { documents: scores, query: encoding.length, queryPromptTokens: encoding.ids.length };
    },
    async match(query, document, truncation) {
      const { encoding, vectors } = await embedQuery({ query, truncation });
      const [encoded] = await documents.encode([document], truncation);
      if (!encoded) throw vectorMissing();
      const { ids: cut } = documentTokens(document, tokenizer, maxTokens - documentSpecials, truncation);
      const { ids } = joinSingle(documentTemplate, cut);
      const counted = countedPositions(ids);
      const isText = (position: number, template: { prefix: number[] }, length: number): boolean =>
        position >= template.prefix.length && position < template.prefix.length + length;
      const { usedTokens: queryTokens } = encoding.length;
      return {
        query: encoding.ids.map((id, position) => ({
          text: tokenizer.decode([id]),
          special: !isText(position, queryTemplate, queryTokens),
          ...(position >= queryTokens + querySpecials && { maskPadding: true as const }),
        })),
        document: counted.map((position) => ({
          text: tokenizer.decode([ids[position] ?? 0]),
          special: !isText(position, documentTemplate, cut.length),
        })),
        similarities: similarities(vectors, encoded.value),
      };
    },
  };
}

function keepRows({ data, dim }: TokenVectors, positions: readonly number[]): TokenVectors {
  const vectors = new Float32Array(positions.length * dim);
  positions.forEach((position, row) =>
    vectors.set(data.subarray(position * dim, (position + 1) * dim), row * dim),
  );
  return { data: vectors, dim };
}
