import { isBatchVariant } from "../models/model.ts";
import { type BatchLimits, singleRows } from "./batches.ts";
import { truncateTokens } from "./encoding.ts";
import { families } from "./families/families.ts";
import type { DocumentLength, LoadRequest, Piece, PieceScores } from "./protocol.ts";
import { createSession } from "./session.ts";
import { createTokenizer } from "./tokenizer.ts";

/** A model that is ready to score in this worker. */
export interface LoadedModel {
  score(piece: Piece): Promise<PieceScores>;
  measure(piece: Piece): DocumentLength[];
}

/** On the CPU padding costs time and batching gains little; a GPU wants full batches. */
const batchLimits = {
  wasm: { tokens: 512, rows: 32 },
  webgpu: { tokens: 4096, rows: 64 },
} satisfies Record<LoadRequest["device"], BatchLimits>;

/** @throws {RerankError} `load_failed`, `integrity_failed` or `out_of_memory` */
export async function loadModel(
  request: LoadRequest,
  onDeviceLost: (message: string) => void,
): Promise<LoadedModel> {
  const [tokenizer, session] = await Promise.all([
    createTokenizer(request.tokenizerJson, request.tokenizerConfig),
    createSession(request, onDeviceLost),
  ]);
  const module = await families[request.recipe.family]();
  const family = module.create({
    recipe: request.recipe,
    tokenizer,
    session,
    maxTokens: request.maxTokens,
    batches: isBatchVariant(request.dtype) ? singleRows : batchLimits[request.device],
    cacheBytes: request.cacheBytes,
  });

  return {
    score: (piece) => family.score(piece),
    measure: ({ query, documents, truncation }) => {
      const room = family.documentRoom(query);
      return documents.map((document) => {
        const ids = tokenizer.encode(document);
        const usedTokens = truncateTokens(ids, room, truncation).length;
        return { documentTokens: ids.length, usedTokens };
      });
    },
  };
}
