import type { Encoding } from "../../../src/worker/encoding.ts";
import type { Session } from "../../../src/worker/session.ts";
import type { Tokenizer } from "../../../src/worker/tokenizer.ts";

/** One token per word: its length. Special tokens: 101 before, 102 between and after. */
export const wordTokenizer: Tokenizer = {
  encode: (text) =>
    text
      .split(" ")
      .filter(Boolean)
      .map(({ length }) => length),
  single: { prefix: [101], suffix: [102] },
  pair: () => ({ prefix: [101], middle: [102], suffix: [102], documentType: 1 }),
  padId: 0,
};

/** Records what is run; a row's output is computed from its own ids alone. */
export function recordingSession(outputOf: (row: Encoding) => number[][]): Session & { runs: Encoding[][] } {
  const runs: Encoding[][] = [];
  return {
    runs,
    run: async (rows) => {
      runs.push([...rows]);
      const outputs = rows.map(outputOf);
      const width = Math.max(...outputs.map(({ length }) => length));
      const dim = outputs[0]?.[0]?.length ?? 0;
      const data = new Float32Array(rows.length * width * dim);
      outputs.forEach((output, row) => data.set(output.flat(), row * width * dim));
      return { data, dims: width === 1 ? [rows.length, dim] : [rows.length, width, dim] };
    },
  };
}
