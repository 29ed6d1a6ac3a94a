import miniLm from "./catalogue/Xenova--all-MiniLM-L6-v2.json";
import type { ModelEntry } from "./model.ts";

/**
 * The default model, all-MiniLM-L6-v2 of sentence-transformers. It lies in `public/models` in two 8-bit variants, which
 * `tools/embedded-model` makes from the fp32 weights.
 */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a test parses the file by the schema
export const embeddedModel = miniLm as unknown as ModelEntry;
