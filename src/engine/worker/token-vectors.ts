import { type BatchLimits, batchesByLength } from "./batches.ts";
import { type Encoding, encoderFeeds } from "./encoding.ts";
import { noTokenVectors } from "./errors.ts";
import type { Session } from "./session.ts";

interface TokenVectorsOptions<T> {
  session: Session;
  batches: BatchLimits;
  padding: Parameters<typeof encoderFeeds>[1];
  /** Names of the output, in order of preference. */
  output: readonly string[];
  /** @param tokens [tokens × dim] of one text, row-major, without padding; only valid during the call */
  use: (tokens: Float32Array, dim: number) => T;
}

/**
 * Runs an encoder over texts, batched by length.
 * @returns the result of `use` for each text, in the order of the texts
 * @throws {RerankError} `load_failed` if the model does not return one vector for each token
 */
export async function mapTokenVectors<T>(
  encodings: readonly Encoding[],
  { session, batches, padding, output, use }: TokenVectorsOptions<T>,
): Promise<T[]> {
  const results: T[] = Array.from({ length: encodings.length });
  const lengths = encodings.map(({ ids }) => ids.length);
  for (const batch of batchesByLength(lengths, batches)) {
    const rows = batch.flatMap((position) => encodings[position] ?? []);
    const { data, dims } = await session.run(encoderFeeds(rows, padding), output);
    if (dims.length !== 3) throw noTokenVectors();
    const [, width = 0, dim = 0] = dims;
    batch.forEach((position, row) => {
      const start = row * width * dim;
      results[position] = use(data.subarray(start, start + (lengths[position] ?? 0) * dim), dim);
    });
  }
  return results;
}
