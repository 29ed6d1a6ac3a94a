import type { OfflineReport } from "../../../../offline/protocol.ts";

export interface KeptSizes {
  pageBytes: number;
  embeddedModelBytes: number;
}

const ofModel: ReadonlySet<string> = new Set(["tokenizer", "model-w8a8", "model-w8a32"]);

/** What the service worker keeps, in the parts that a person knows. */
export function keptSizes({ parts }: OfflineReport): KeptSizes {
  const sum = (model: boolean): number =>
    parts
      .filter(({ part }) => ofModel.has(part) === model)
      .reduce((bytes, { keptBytes }) => bytes + keptBytes, 0);
  return { pageBytes: sum(false), embeddedModelBytes: sum(true) };
}
