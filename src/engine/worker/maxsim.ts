/** Late interaction: compares every token of the query with every token of a document. Pure. */

/** Token vectors [tokens × dim], row-major, each of length 1. */
export interface TokenVectors {
  data: Float32Array;
  dim: number;
}

/** Cosines [query tokens × document tokens], row-major. */
export function similarities(query: TokenVectors, document: TokenVectors): Float32Array {
  const { dim } = query;
  const rows = query.data.length / dim;
  const columns = document.data.length / dim;
  const cosines = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      let sum = 0;
      for (let at = 0; at < dim; at++) {
        sum += (query.data[row * dim + at] ?? 0) * (document.data[column * dim + at] ?? 0);
      }
      cosines[row * columns + column] = sum;
    }
  }
  return cosines;
}

/** The sum over the query's tokens of the best cosine with a token of the document (ColBERT's MaxSim). */
export function maxSim(query: TokenVectors, document: TokenVectors): number {
  const columns = document.data.length / document.dim;
  const cosines = similarities(query, document);
  let sum = 0;
  for (let row = 0; row < cosines.length / columns; row++) {
    let best = -Infinity;
    for (let column = 0; column < columns; column++) {
      best = Math.max(best, cosines[row * columns + column] ?? -Infinity);
    }
    sum += best;
  }
  return sum;
}
