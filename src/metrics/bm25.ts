/** BM25, the keyword baseline that rerankers are compared with. Pure. */

const segmenter = new Intl.Segmenter(undefined, { granularity: "word" });

function splitTerms(text: string): string[] {
  return Array.from(segmenter.segment(text))
    .filter(({ isWordLike }) => isWordLike === true)
    .map(({ segment }) => segment.toLowerCase());
}

/** Lucene's defaults: saturation of the term frequency, and normalisation of the document length. */
const k1 = 1.2;
const b = 0.75;

/**
 * Okapi BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009) with Lucene's
 * inverse document frequency, ln(1 + (N − n + 0.5) / (n + 0.5)). Terms are lower-case words by Unicode's word
 * boundaries, in any script, without stemming or stop words; a repeated query term counts once.
 * @returns one score for each document, 0 or more; 0 if the document contains no query term
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

/** Indices of the scores in descending order; ties keep their order. */
export function descendingOrder(scores: readonly number[]): number[] {
  return scores.map((_, index) => index).sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b);
}
