/** Word matching, to compare with. Pure. */

const segmenter = new Intl.Segmenter(undefined, { granularity: "word" });

function splitTerms(text: string): string[] {
  return Array.from(segmenter.segment(text))
    .filter(({ isWordLike }) => isWordLike === true)
    .map(({ segment }) => segment.toLowerCase());
}

/** As Lucene has them. */
const k1 = 1.2;
const b = 0.75;

/**
 * Okapi BM25 of a query against each document, every word counted, in any script.
 * @returns one score for each document; 0 where no word of the query is in it
 */
export function bm25Scores(query: string, documents: readonly string[]): number[] {
  const counted = documents.map((document) => {
    const counts = new Map<string, number>();
    const terms = splitTerms(document);
    for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
    return { counts, length: terms.length };
  });
  const averageLength = counted.reduce((sum, { length }) => sum + length, 0) / Math.max(1, counted.length);
  const queryTerms = [...new Set(splitTerms(query))].map((term) => {
    const containing = counted.filter(({ counts }) => counts.has(term)).length;
    return { term, idf: Math.log(1 + (documents.length - containing + 0.5) / (containing + 0.5)) };
  });
  return counted.map(({ counts, length }) =>
    queryTerms.reduce((sum, { term, idf }) => {
      const frequency = counts.get(term) ?? 0;
      const saturation = frequency + k1 * (1 - b + (b * length) / Math.max(1, averageLength));
      return sum + (idf * frequency * (k1 + 1)) / saturation;
    }, 0),
  );
}

/** Positions, best first; ties in their order. */
export function descendingOrder(scores: readonly number[]): number[] {
  return scores.map((_, index) => index).sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b);
}
