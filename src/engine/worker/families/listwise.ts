import { RerankError } from "../../../contract/errors.ts";
import { notFinite, throwIfNotFinite } from "../errors.ts";
import { dot, normalise } from "../pooling.ts";
import { promptText } from "../prompt.ts";
import type { DocumentScore, ScoringInput } from "../protocol.ts";
import { type QueryInput, promptQuery } from "../query.ts";
import type { Feed } from "../session.ts";
import type { Family, FamilyContext } from "./family.ts";

const system =
  "You are a search relevance expert who can determine a ranking of the passages based on how relevant they are to the query. " +
  "If the query is a question, how relevant a passage is depends on how well it answers the question. " +
  "If not, try to analyze the intent of the query and assess how well each passage satisfies the intent. " +
  "If an instruction is provided, you should follow the instruction when determining the ranking.";

const embedToken = "<|embed_token|>";
const rerankToken = "<|rerank_token|>";

export interface ListwiseTexts {
  query: string;
  documents: readonly string[];
  instruction?: string | undefined;
}

/** The prompt of jina-reranker-v3's `modeling.py`. The texts must not contain special tokens. */
export function listwisePrompt(
  { query, documents, instruction }: ListwiseTexts,
  { queryTokenTwice = false }: { queryTokenTwice?: boolean } = {},
): string {
  const passages = documents.map((text, at) => `<passage id="${at}">\n${text}${embedToken}\n</passage>\n`);
  return [
    `<|im_start|>system\n${system}<|im_end|>\n<|im_start|>user\n`,
    `I will provide you with ${documents.length} passages, each indicated by a numerical identifier. `,
    `Rank the passages based on their relevance to query: ${query}${queryTokenTwice ? rerankToken : ""}\n`,
    ...(instruction === undefined || instruction === "" ? [] : [`<instruct>\n${instruction}\n</instruct>\n`]),
    ...passages,
    `<query>\n${query}${rerankToken}\n</query><|im_end|>\n<|im_start|>assistant\n<think>\n\n</think>\n\n`,
  ].join("");
}

/**
 * One block of documents and the query in one prompt, one vector each, cosine (jina-reranker-v3, "last but not late
 * interaction"). A chunk is a block. Documents attend to the documents before them, so their order matters.
 * `engine/local/score/blocks.ts` puts documents into blocks and combines several blocks.
 *
 *   input_ids [1 × tokens], positions [documents + 1] → embeddings [documents + 1 × dim], the query's last
 */
export function create({ recipe, tokenizer, session }: FamilyContext<"listwise">): Family {
  const [embedId, rerankId] = [tokenizer.idOf(embedToken), tokenizer.idOf(rerankToken)];
  const readQuery = (input: QueryInput) => promptQuery(input, tokenizer, recipe.maxQueryTokens);

  return {
    lengths: (input) => ({
      queryTokens: readQuery(input).usedTokens,
      documentBudget: recipe.maxDocumentTokens,
    }),
    async score({ documents, ...input }: ScoringInput) {
      const { truncation, instruction } = input;
      const query = readQuery(input);
      const texts = documents.map((text) =>
        promptText(text, tokenizer, recipe.maxDocumentTokens, truncation),
      );
      const cleanInstruction =
        instruction && promptText(instruction, tokenizer, Infinity, { truncate: "end" }).text;
      const prompt = listwisePrompt(
        {
          query: query.text,
          documents: texts.map(({ text }) => text),
          instruction: cleanInstruction,
        },
        recipe,
      );
      const ids = tokenizer.encode(prompt);
      const at = (token: number): number[] => ids.flatMap((id, position) => (id === token ? [position] : []));
      const positions = [...at(embedId), ...at(rerankId).slice(-1)];
      if (positions.length !== documents.length + 1)
        throw new RerankError("internal_error", "The prompt does not have one marker token for each text.");
      const feed = (data: number[], dims: number[]): Feed => ({ type: "int64", data, dims });
      const { data, dims } = await session.run(
        { input_ids: feed(ids, [1, ids.length]), positions: feed(positions, [positions.length]) },
        ["embeddings"],
      );
      const dim = data.length / positions.length;
      if (dims.at(-1) !== dim)
        throw new RerankError("load_failed", "The model does not return one vector for each text.");
      const vectors = positions.map((_, row) => data.slice(row * dim, (row + 1) * dim));
      const queryVector = vectors.at(-1) ?? new Float32Array();
      throwIfNotFinite(queryVector, "query");
      const queryDirection = normalise(queryVector);
      const scores = texts.map(({ tokens, usedTokens }, row): DocumentScore => {
        const score = dot(queryDirection, normalise(vectors[row] ?? new Float32Array()));
        if (!Number.isFinite(score)) throw notFinite(`documents[${row}]`);
        // The prompt is one input; its tokens are counted with the first document.
        const promptTokens = row === 0 ? ids.length : 0;
        return { score, documentTokens: tokens, usedTokens, promptTokens };
      });
      return {
        documents: scores,
        query: { tokens: query.tokens, usedTokens: query.usedTokens },
        queryPromptTokens: 0,
        vectors: { query: queryVector, documents: vectors.slice(0, -1) },
      };
    },
  };
}
