/** How the address and the messages name what the element has as attributes. */
export const attributeNames = [
  ["query", "query"],
  ["model", "model"],
  ["device", "device"],
  ["dtype", "dtype"],
  ["top_n", "top-n"],
  ["truncate", "truncate"],
  ["max_tokens_per_document", "max-tokens-per-document"],
  ["instruction", "instruction"],
  ["mode", "mode"],
  ["theme", "theme"],
] as const;
