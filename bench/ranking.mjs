/** BM25 and nDCG for the quality benchmark. */

/** @param {string} text */
function splitTerms(text) {
  return text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
}

/**
 * Okapi BM25 with k1 = 0.9 and b = 0.4, the defaults of Anserini.
 * @param {readonly string[]} texts
 * @returns {(query: string, count: number) => number[]} positions of the best texts, best first
 */
export function bm25(texts) {
  const k1 = 0.9;
  const b = 0.4;
  const documents = texts.map((text) => {
    /** @type {Map<string, number>} */
    const counts = new Map();
    const terms = splitTerms(text);
    for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
    return { counts, length: terms.length };
  });
  const average = documents.reduce((sum, { length }) => sum + length, 0) / documents.length;
  /** @type {Map<string, number>} */
  const frequency = new Map();
  for (const { counts } of documents)
    for (const term of counts.keys()) frequency.set(term, (frequency.get(term) ?? 0) + 1);
  return (query, count) => {
    const scores = documents.map(({ counts, length }) =>
      splitTerms(query).reduce((sum, term) => {
        const tf = counts.get(term) ?? 0;
        const df = frequency.get(term) ?? 0;
        const idf = Math.log(1 + (documents.length - df + 0.5) / (df + 0.5));
        return sum + (idf * tf * (k1 + 1)) / (tf + k1 * (1 - b + (b * length) / average));
      }, 0),
    );
    const order = scores
      .map((_, index) => index)
      .sort((x, y) => (scores[y] ?? 0) - (scores[x] ?? 0) || x - y);
    return order.slice(0, count);
  };
}

/**
 * nDCG@10 with exponential gain, 2^grade − 1 (Burges et al. 2005).
 * @param {readonly string[]} ranked ids, best first
 * @param {ReadonlyMap<string, number>} grades of all judged documents of the query, by id
 */
export function ndcgAt10(ranked, grades) {
  /** @param {readonly number[]} list */
  const dcg = (list) =>
    list.slice(0, 10).reduce((sum, grade, at) => sum + (2 ** grade - 1) / Math.log2(at + 2), 0);
  const ideal = dcg([...grades.values()].sort((x, y) => y - x));
  return ideal === 0 ? 0 : dcg(ranked.map((id) => grades.get(id) ?? 0)) / ideal;
}
