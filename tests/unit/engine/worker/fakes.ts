import type { Encoding } from "../../../../src/engine/worker/encoding.ts";
import type { Feeds, Session } from "../../../../src/engine/worker/session.ts";
import type { Tokenizer } from "../../../../src/engine/worker/tokenizer.ts";

const wordLengths = (text: string): number[] =>
  text
    .split(" ")
    .filter(Boolean)
    .map(({ length }) => length);

/** One token per word: its length. Special tokens: 101 before, 102 between and after, 103 to fill with. */
export const wordTokenizer: Tokenizer = {
  encode: wordLengths,
  encodeBeginning: (text, units) => wordLengths(text.slice(0, units)).slice(0, -1),
  single: { prefix: [101], suffix: [102] },
  pair: () => ({ prefix: [101], middle: [102], suffix: [102], documentType: 1 }),
  padId: 0,
  maskId: 103,
  specialTokens: [],
  decode: (ids) => ids.map((id) => "x".repeat(id)).join(" "),
  idOf: (token) => token.length,
};

/** The rows that a batch was padded from. */
function rowsOf({ input_ids: ids, attention_mask: mask, token_type_ids: types }: Feeds): Encoding[] {
  const [rows = 0, width = 0] = ids?.dims ?? [];
  return Array.from({ length: rows }, (_, row) => {
    const slice = (feed: Feeds[string] | undefined): number[] =>
      Array.from(feed?.data ?? []).slice(row * width, (row + 1) * width);
    const length = slice(mask).filter((attended) => attended === 1).length;
    return { ids: slice(ids).slice(0, length), typeIds: slice(types).slice(0, length) };
  });
}

/** Records what is run; a row's output is computed from its own ids alone. */
export function recordingSession(outputOf: (row: Encoding) => number[][]): Session & { runs: Encoding[][] } {
  const runs: Encoding[][] = [];
  return {
    runs,
    run: async (feeds) => {
      const rows = rowsOf(feeds);
      runs.push(rows);
      const outputs = rows.map(outputOf);
      const width = Math.max(...outputs.map(({ length }) => length));
      const dim = outputs[0]?.[0]?.length ?? 0;
      const data = new Float32Array(rows.length * width * dim);
      outputs.forEach((output, row) => data.set(output.flat(), row * width * dim));
      return { data, dims: width === 1 ? [rows.length, dim] : [rows.length, width, dim] };
    },
  };
}
