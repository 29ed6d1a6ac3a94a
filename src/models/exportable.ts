/** Models that no repository publishes in a variant for browsers. `tools/export` makes one from the original. */
import jinaRerankerV3 from "./exportable/jinaai--jina-reranker-v3.json";
import jinaRerankerV35 from "./exportable/jinaai--jina-reranker-v3.5.json";
import jinaColbertV2 from "./exportable/jinaai--jina-colbert-v2.json";
import jinaRerankerM0 from "./exportable/jinaai--jina-reranker-m0.json";
import type { ExportableModel } from "./data-files.ts";

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a test parses the files by the schema
export const exportable = [
  jinaRerankerV3,
  jinaRerankerV35,
  jinaColbertV2,
  jinaRerankerM0,
] as readonly unknown[] as readonly ExportableModel[];
