/** How much of a request a worker gets at once. Pure. */
import { families } from "../../../models/families.ts";
import type { FamilyName } from "../../../models/model.ts";
import { isBatchVariant } from "../../../models/precision.ts";
import type { EngineStatus } from "../engine-status.ts";
import type { ChunkLimits } from "./chunks.ts";

/** Small chunks keep cancelling cheap; a GPU needs large ones to be busy. */
const single: ChunkLimits = { tokens: 192, documents: 16 };
const batched: ChunkLimits = { tokens: 512, documents: 32 };
const gpu: ChunkLimits = { tokens: 4096, documents: 64 };

/** For documents that are only tokenised, or whose embeddings are probably cached. */
export const lightChunk: ChunkLimits = { tokens: 4096, documents: 100 };

/** Limits for documents that go through the model. */
export function chunkLimits(
  family: FamilyName,
  { device, dtype }: Pick<EngineStatus, "device" | "dtype">,
): ChunkLimits {
  if (!families[family].batched) return single;
  if (device === "webgpu") return gpu;
  return isBatchVariant(dtype) ? single : batched;
}
