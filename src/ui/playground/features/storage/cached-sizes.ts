import type { OfflineReport } from "../../../../offline/protocol.ts";

export interface CachedSizes {
  pageBytes: number;
  ownModelBytes: number;
}

const ofModel: ReadonlySet<string> = new Set(["tokenizer", "model-w8a8", "model-w8a32", "models-carried"]);

/** How much the service worker caches, in parts that users know. */
export function cachedSizes({ parts }: OfflineReport): CachedSizes {
  const sum = (model: boolean): number =>
    parts
      .filter(({ part }) => ofModel.has(part) === model)
      .reduce((bytes, { keptBytes }) => bytes + keptBytes, 0);
  return { pageBytes: sum(false), ownModelBytes: sum(true) };
}
