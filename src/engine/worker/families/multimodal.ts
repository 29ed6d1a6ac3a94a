import { RerankError } from "../../../contract/errors.ts";
import { notFinite, notOneLogit, queryTooLong } from "../errors.ts";
import { imagePatches } from "../images/patches.ts";
import { decodePixels } from "../images/pixels.ts";
import { fitDocument } from "../prompt.ts";
import type { DocumentScore, ScoringInput, Truncation } from "../protocol.ts";
import { type QueryInput, promptQuery } from "../query.ts";
import type { Feed } from "../session.ts";
import type { Family, FamilyContext } from "./family.ts";
import { remainingBudget } from "./token-budget.ts";

const imageToken = "<|image_pad|>";
/** The logit is read at this token. The original appends token 100 instead; our graphs use its vector here. */
const scoreToken = "<|box_end|>";

/** The prompt of jina-reranker-m0's `modeling.py`. The texts must not contain special tokens. */
export function multimodalPrompt(query: string, document: string): string {
  return `**Document**:\n${document}\n**Query**:\n${query}${scoreToken}`;
}

/** The tokens that represent an image in the prompt. */
function imagePlace(tokens: number): string {
  return `<|vision_start|>${imageToken.repeat(tokens)}<|vision_end|>`;
}

/** An image after the vision graph: [rows · columns × dim] vectors, one for each of its tokens. */
interface EmbeddedImage {
  data: Float32Array;
  rows: number;
  columns: number;
}

/** One side of a pair, ready for the prompt. */
interface Side {
  text: string;
  tokens: number;
  usedTokens: number;
  image: EmbeddedImage | undefined;
}

/**
 * Positions of every token in three dimensions (Qwen2-VL's M-RoPE). Text counts up in all three. An image keeps one
 * time and counts its rows and columns. The next token continues after the largest position so far.
 * @returns [3 × tokens], row-major
 */
export function ropePositions(
  ids: readonly number[],
  imageId: number,
  images: readonly Pick<EmbeddedImage, "rows" | "columns">[],
): number[] {
  const [time, down, across]: [number[], number[], number[]] = [[], [], []];
  const waiting = images.values();
  let next = 0;
  for (let at = 0; at < ids.length;) {
    const image = ids[at] === imageId ? waiting.next().value : undefined;
    if (!image) {
      for (const axis of [time, down, across]) axis.push(next);
      next += 1;
      at += 1;
      continue;
    }
    const { rows, columns } = image;
    for (let token = 0; token < rows * columns; token++) {
      time.push(next);
      down.push(next + Math.floor(token / columns));
      across.push(next + (token % columns));
    }
    next += Math.max(1, rows, columns);
    at += rows * columns;
  }
  return [...time, ...down, ...across];
}

/**
 * Query and document, each a text or an image, in one prompt of a vision-language model → one logit at the last token,
 * minus the recipe's bias (jina-reranker-m0). One pair per run.
 *
 *   vision: pixel_values [patches × values], patch_positions [patches × 2] → image_embeddings [tokens × dim]
 *   model:  input_ids [1 × tokens], position_ids [3 × 1 × tokens], image_embeddings [image tokens × dim] → logits [1 × 1]
 */
export function create(context: FamilyContext<"multimodal">): Family {
  const { recipe, tokenizer, session, vision, maxTokens } = context;
  const imageId = tokenizer.idOf(imageToken);

  async function embedImage(blob: Blob): Promise<EmbeddedImage> {
    if (!vision) throw new RerankError("load_failed", "The model has no graph for images.");
    const { values, positions, rows, columns } = imagePatches(await decodePixels(blob), recipe.image);
    const count = rows * columns;
    const { data } = await vision.run(
      {
        pixel_values: { type: "float32", data: values, dims: [count, values.length / count] },
        patch_positions: { type: "int64", data: positions, dims: [count, 2] },
      },
      ["image_embeddings"],
    );
    const { mergeSize } = recipe.image;
    return { data, rows: rows / mergeSize, columns: columns / mergeSize };
  }

  let lastQueryImage: { bytes: Uint8Array; image: EmbeddedImage } | undefined;

  /** All chunks of a run have the same query, so its image is embedded once. */
  async function embedQueryImage(blob: Blob): Promise<EmbeddedImage> {
    const bytes = new Uint8Array(await blob.arrayBuffer());
    const last = lastQueryImage;
    if (last?.bytes.length === bytes.length && last.bytes.every((byte, at) => byte === bytes[at]))
      return last.image;
    const image = await embedImage(blob);
    lastQueryImage = { bytes, image };
    return image;
  }

  /** Texts are truncated, images never. */
  async function querySide(input: QueryInput, image: Blob | undefined): Promise<Side> {
    if (image) return imageSide(await embedQueryImage(image), maxTokens, "query_too_long");
    return { ...promptQuery(input, tokenizer, recipe.maxQueryTokens), image: undefined };
  }

  async function documentSide(
    document: string,
    image: Blob | undefined,
    query: Side,
    truncation: Truncation,
  ): Promise<Side> {
    if (image) return imageSide(await embedImage(image), documentBudgetFor(query), "document_too_long");
    const prompt = (text: string): string => multimodalPrompt(query.text, text);
    const fitted = fitDocument(document, prompt, tokenizer, maxTokens, truncation);
    if (!fitted) throw queryTooLong(query.tokens, maxTokens);
    return { ...fitted, image: undefined };
  }

  function imageSide(
    image: EmbeddedImage,
    budget: number,
    code: "query_too_long" | "document_too_long",
  ): Side {
    const text = imagePlace(image.rows * image.columns);
    const tokens = tokenizer.encode(text).length;
    if (tokens <= budget) return { text, tokens, usedTokens: tokens, image };
    throw new RerankError(code, `takes ${tokens} tokens, but only ${budget} can be read`);
  }

  function documentBudgetFor(query: Side): number {
    const usedTokens = tokenizer.encode(multimodalPrompt(query.text, "")).length;
    return remainingBudget({ queryTokens: query.tokens, usedTokens }, maxTokens);
  }

  async function pairLogit(query: Side, document: Side): Promise<{ logit: number; promptTokens: number }> {
    const ids = tokenizer.encode(multimodalPrompt(query.text, document.text));
    const images = [document, query].flatMap(({ image }) => image ?? []);
    const vectors = joined(images.map(({ data }) => data));
    const tokens = images.reduce((sum, { rows, columns }) => sum + rows * columns, 0);
    const ints = (data: readonly number[], dims: number[]): Feed => ({ type: "int64", data, dims });
    const { data } = await session.run(
      {
        input_ids: ints(ids, [1, ids.length]),
        position_ids: ints(ropePositions(ids, imageId, images), [3, 1, ids.length]),
        image_embeddings: {
          type: "float32",
          data: vectors,
          dims: [tokens, vectors.length / Math.max(1, tokens) || 1],
        },
      },
      ["logits"],
    );
    const [logit = NaN, ...more] = data;
    if (more.length > 0) throw notOneLogit(`${data.length} values`);
    return { logit: logit - recipe.bias, promptTokens: ids.length };
  }

  return {
    lengths(input) {
      const text = promptQuery(input, tokenizer, recipe.maxQueryTokens);
      return {
        queryTokens: text.usedTokens,
        documentBudget: documentBudgetFor({ ...text, image: undefined }),
      };
    },
    async score({ documents, images, ...input }: ScoringInput) {
      const { truncation } = input;
      const query = await named(images?.query ? "query.image" : "query", () =>
        querySide(input, images?.query),
      );
      const scores: DocumentScore[] = [];
      for (const [position, text] of documents.entries()) {
        const image = images?.documents[position];
        const document = await named(image ? `documents[${position}].image` : `documents[${position}]`, () =>
          documentSide(text, image, query, truncation),
        );
        const { logit, promptTokens } = await pairLogit(query, document);
        if (!Number.isFinite(logit)) throw notFinite(`documents[${position}]`);
        const { tokens, usedTokens } = document;
        scores.push({ score: logit, documentTokens: tokens, usedTokens, promptTokens });
      }
      return {
        documents: scores,
        query: { tokens: query.tokens, usedTokens: query.usedTokens },
        queryPromptTokens: 0,
      };
    },
  };
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Adds the field to errors that the input caused; errors of the model pass unchanged. */
async function named<T>(field: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (!(cause instanceof RerankError) || cause.errors.length > 0 || cause.status !== 422) throw cause;
    const { code, message } = cause;
    const errors = [{ field, message, type: `value_error.${code}` }];
    throw new RerankError(code, `${field}: ${message}`, { errors, cause });
  }
}
