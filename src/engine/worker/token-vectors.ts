import { RerankError } from "../../contract/errors.ts";
import { type BatchLimits, batchesByLength } from "./batches.ts";
import { type Encoding, encoderFeeds } from "./encoding.ts";
import type { Session } from "./session.ts";

interface TokenVectorsOptions<T> {
  session: Session;
  batches: BatchLimits;
  padding: Parameters<typeof encoderFeeds>[1];
  /** Names of the output to look for, in order. */
  output: readonly string[];
  /** @param tokens [tokens × dim] of one text, row-major, without padding; only valid during the call */
  use: (tokens: Float32Array, dim: number) => T;
}

/**
 * Runs an encoder over texts, batched by length.
 * @returns what was made of each text's token vectors, in their order
 * @throws {RerankError} `load_failed` where the model gives no vector for each token
 */
export async function mapTokenVectors<T>(
  encodings: readonly Encoding[],
  { session, batches, padding, output, use }: TokenVectorsOptions<T>,
): Promise<T[]> {
  const made: T[] = Array.from({ length: encodings.length });
  const lengths = encodings.map(({ ids }) => ids.length);
  for (const batch of batchesByLength(lengths, batches)) {
    const rows = batch.flatMap((position) => encodings[position] ?? []);
    const { data, dims } = await session.run(encoderFeeds(rows, padding), output);
    if (dims.length !== 3) throw new RerankError("load_failed", "The model gives no vector for each token.");
    const [, width = 0, dim = 0] = dims;
    batch.forEach((position, row) => {
      const start = row * width * dim;
      made[position] = use(data.subarray(start, start + (lengths[position] ?? 0) * dim), dim);
    });
  }
  return made;
}
