/**
 * What each file of tests/fixtures/uploads holds, by the documentation of its format and by reading it, not by what the
 * reader makes of it.
 */
import type { RerankDocument } from "../../../../../src/contract/rerank.ts";

export interface Expected {
  /** What the page proposes. */
  documents?: RerankDocument[];
  /** Whether nothing is left to choose, so that the file opens at once. */
  plain?: boolean;
  query?: string;
  topN?: number;
  encoding?: string;
  guessed?: boolean;
  /** Parts that are said to be missing or changed, by line and by a piece of the message. */
  problems?: [line: number | undefined, message: string][];
  /** A piece of the message of a file that is not opened; with the line, where there is one. */
  refused?: string;
  refusedLine?: number;
  judgements?: { kind: "qrels" | "run"; topics: Record<string, Record<string, number>> };
  /** The file's name says that it holds queries. */
  queries?: boolean;
  /** Names of all lists that are offered. */
  lists?: string[];
}

const A = "The oven bakes bread in forty minutes.";
const B = "The river carries sand to the sea.";
const M = "Müller kauft Äpfel für 5 € – “frisch”.";
const texts = [A, B];
const objects = [{ text: A }, { text: B }];
const withIds = [
  { id: "1", text: A },
  { id: "2", text: B },
];
const titled = [
  { id: "1", title: "Ovens", text: A },
  { id: "2", title: "Rivers", text: B },
];
const graded = [
  { grade: 1, text: A },
  { grade: 0, text: B },
];
const gradedThree = [
  { id: "1", grade: 2, text: A },
  { id: "2", grade: 0, text: B },
  { id: "3", grade: 1, text: M },
];
const utf16 = {
  encoding: "utf-16le",
  documents: [
    { id: "1", text: A },
    { id: "2", text: M },
  ],
};
const guess = (encoding: string) => ({ encoding, guessed: true });

export const expected: Record<string, Expected> = {
  // Tables.
  "UPPER.CSV": { documents: withIds },
  "data.csv.txt": { documents: withIds },
  "tab.csv": { documents: withIds },
  "pipe.csv": { documents: withIds },
  "cr-only.csv": { documents: withIds },
  "ctrlz.csv": { documents: withIds },
  "sep-comma.csv": { documents: withIds },
  "sep-semicolon.csv": { documents: gradedThree },
  "excel-semicolon-utf8bom.csv": { documents: gradedThree },
  "excel-semicolon-cp1252.csv": { documents: gradedThree, ...guess("windows-1252") },
  "excel-utf16le.csv": utf16,
  "excel-unicode-text-utf16le.txt": utf16,
  "utf16be.csv": {
    encoding: "utf-16be",
    documents: [
      { id: "1", text: A },
      { id: "2", text: "Äpfel" },
    ],
  },
  "utf16le-nobom.csv": { encoding: "utf-16le", documents: [{ id: "1", text: A }] },
  "embedding-col.csv": { documents: withIds },
  "html-col.csv": { documents: withIds },
  "url-col.csv": {
    documents: [
      { id: "1", text: "short one" },
      { id: "2", text: "short two" },
    ],
  },
  "formula.csv": {
    documents: [
      { id: "1", text: '=HYPERLINK("http://x")' },
      { id: "2", text: "+1 for bread" },
    ],
  },
  "multiline-quoted.csv": {
    documents: [
      { id: "1", text: 'line one\nline two, with "quotes"' },
      { id: "2", text: B },
    ],
  },
  "backslash-escape.csv": {
    documents: [
      { id: "1", text: 'He said "hi" to her, twice' },
      { id: "2", text: B },
    ],
  },
  "no-header.csv": { documents: withIds },
  "header-only.csv": { refused: "The file has a header and no rows." },
  "single-col.csv": { documents: texts },
  "single-col-commas.csv": { documents: ["Bread, butter and jam", "River, sea and sand", "One, two"] },
  "semicolon-commas-in-text.csv": { documents: ["One, two, three, four, five.", "Red, green, blue, black."] },
  // A retrieval score is no judgement.
  "semicolon-decimal.csv": { documents: withIds },
  "grade-comma.csv": {
    documents: [
      { grade: 2, text: A },
      { grade: 0.5, text: B },
    ],
  },
  "ragged.csv": {
    documents: [
      { id: "1", text: "bread, and butter" },
      { id: "2", text: B },
    ],
    problems: [
      [2, "3 cells instead of 2"],
      [4, "“text” has no text"],
    ],
  },
  "ragged-middle.csv": {
    documents: [
      { id: "1", text: "bread, butter, and jam" },
      { id: "2", text: B },
    ],
    problems: [[2, "5 cells instead of 3"]],
  },
  "rows-lost.csv": { documents: ["Bread", "River"], problems: [[3, "“text” has no text"]] },
  "open-quote.csv": {
    documents: [
      { id: "1", text: A },
      { id: "2", text: `"${B}` },
      { id: "3", text: "A cat, a dog." },
      { id: "4", text: "Last." },
    ],
    problems: [[3, "quote"]],
  },
  "pandas-index.csv": { documents: texts },
  "sheets-values.json": { documents: withIds },

  // MS MARCO, BEIR, MTEB, TREC.
  "msmarco-collection.tsv": {
    documents: [
      { id: "0", text: 'The "oven" bakes bread.' },
      { id: "1", text: '"Sourdough is a bread, he said.' },
      { id: "2", text: B },
      { id: "3", text: 'A cat "sleeps.' },
      { id: "4", text: '5" pizza stone for ovens' },
    ],
  },
  "msmarco-quote-start.tsv": {
    documents: [
      { id: "0", text: '"Ovens bake bread.' },
      { id: "1", text: "The river carries sand." },
      { id: "2", text: "A cat sleeps." },
      { id: "3", text: '"Another one" begins quoted and goes on.' },
      { id: "4", text: "Last one." },
    ],
  },
  "quote-merge.tsv": {
    documents: [
      { id: "0", text: '"Ovens bake bread.' },
      { id: "1", text: 'The river carries sand."' },
      { id: "2", text: "A cat sleeps." },
    ],
  },
  "msmarco-docs.tsv": {
    documents: [
      { id: "D1", title: "Title", text: A },
      { id: "D2", title: "Title2", text: B },
    ],
  },
  "msmarco-queries.tsv": {
    queries: true,
    documents: [
      { id: "1048585", text: "what is paula deen's brother" },
      { id: "2", text: "Androgen receptor define" },
    ],
  },
  "msmarco-triples.tsv": { documents: graded, query: "what bakes", lists: ["what bakes", "Rows"] },
  "beir-corpus.jsonl": {
    documents: [
      { id: "d1", title: "Ovens", text: A },
      { id: "d2", text: B },
    ],
  },
  "beir-corpus-dict.json": {
    documents: [
      { id: "d1", title: "Ovens", text: A },
      { id: "d2", text: B },
    ],
  },
  "beir-queries.jsonl": {
    queries: true,
    documents: [
      { id: "q1", text: "what bakes bread" },
      { id: "q2", text: "rivers" },
    ],
  },
  "beir-qrels.tsv": { judgements: { kind: "qrels", topics: { q1: { d1: 1, d2: 0 } } } },
  "mteb-qrels.jsonl": { judgements: { kind: "qrels", topics: { q1: { d1: 1 }, q2: { d2: 2 } } } },
  "mteb-corpus.jsonl": {
    plain: true,
    documents: [
      { id: 1, text: A },
      { id: 2, text: B },
    ],
  },
  "mteb-reranking.jsonl": {
    query: "what bakes",
    documents: [...graded, { grade: 0, text: "A cat sleeps." }],
    lists: ["what bakes", "what carries sand"],
  },
  "tevatron.jsonl": {
    query: "what bakes",
    documents: [
      { id: "d1", title: "Ovens", grade: 1, text: A },
      { id: "d2", title: "Rivers", grade: 0, text: B },
    ],
  },
  "pairs.jsonl": { query: "what bakes", documents: graded, lists: ["what bakes", "rivers", "All queries"] },
  // A run has ranks: `topic Q0 document rank score name`.
  "trec.run": { judgements: { kind: "run", topics: { q1: { d1: 1, d2: 2 } } } },
  "trec-run.txt": { judgements: { kind: "run", topics: { q1: { d1: 1, d2: 2 } } } },

  // JSON as people write it.
  "json-comments.json": { plain: true, documents: texts },
  "json-trailing-comma.json": { plain: true, documents: texts },
  "json-utf16le.json": { plain: true, encoding: "utf-16le", documents: [A, M] },
  "json-is-jsonl.json": { plain: true, documents: objects },
  "json-single.json": { plain: true, documents: [{ text: A }] },
  "json-string.json": { plain: true, documents: [A] },
  "json-mixed.json": {
    plain: true,
    documents: [A, { text: B }, ""],
    problems: [
      [1, "Document 3"],
      [1, "Document 4"],
    ],
  },
  "data.jsonlines": { plain: true, documents: objects },
  "jsonl-bom-crlf.jsonl": { plain: true, documents: [{ text: M }, { text: B }] },
  "jsonl-concat-one-line.jsonl": { plain: true, documents: objects },
  "jsonl-is-array.jsonl": { plain: true, documents: texts },
  "jsonl-is-pretty-array.jsonl": { plain: true, documents: objects },
  "jsonl-pretty-objects.jsonl": { plain: true, documents: objects },
  "jsonl-trailing-commas.jsonl": { plain: true, documents: objects },
  "jsonl-nul-escape.jsonl": { plain: true, documents: [{ text: `a\u0000b ${A}` }, { text: B }] },
  "jsonl-u2028.jsonl": { plain: true, documents: [{ text: "line one\u2028line two" }, { text: B }] },
  "title-number.jsonl": {
    plain: true,
    documents: [
      { text: A, title: "2024" },
      { text: B, title: "x" },
    ],
  },
  "metadata-null.jsonl": {
    plain: true,
    documents: [
      { text: A },
      { text: B, metadata: { value: "src.pdf" } },
      { text: M, metadata: { value: ["a"] } },
    ],
  },
  "pandas-nan.jsonl": { plain: true, documents: objects },
  "empty-doc-text.json": { plain: true, documents: [{ text: "" }, { text: A }] },
  "bigint.json": { plain: true, documents: [{ text: "a", id: "12345678901234567890" }, { text: "b" }] },
  "dup-keys.json": { plain: true, documents: [{ text: "second" }], problems: [[1, "“text”"]] },
  "proto.json": {
    plain: true,
    // This key is left out: it could set a prototype.
    documents: [{ text: "a" }, { text: "b" }],
  },
  "gz.jsonl.gz": { plain: true, documents: [{ text: "a" }] },
  "empty-objects.json": { refused: "Document 1 must be a string", refusedLine: 1 },

  // pandas.
  "pandas-lines.jsonl": { documents: graded },
  "pandas-records.json": { documents: graded },
  "pandas-columns.json": { documents: graded },
  "pandas-index.json": { documents: graded },
  "pandas-list.json": { documents: graded },
  "pandas-series.json": { documents: texts },
  "pandas-table.json": { documents: texts },
  "pandas-values.json": { documents: texts },
  "pandas-split.json": {
    documents: [
      { id: "a", text: A },
      { id: "b", text: B },
    ],
  },
  "dataset-array-of-array.json": { documents: texts },

  // Search engines and vector stores.
  "es-search.json": {
    documents: [
      { id: "1", title: "t", text: A },
      { id: "2", title: "u", text: B },
    ],
  },
  "es-hits-only.json": { documents: withIds },
  "es-fields.json": { documents: withIds },
  "es-bulk.ndjson": { documents: withIds },
  "opensearch-msearch.json": {
    documents: [{ id: "1", text: A }],
    lists: ["responses[0].hits.hits", "responses[1].hits.hits"],
  },
  "algolia.json": { documents: withIds },
  "algolia-multi.json": { documents: withIds, query: "what bakes", lists: ["results[0].hits"] },
  "meili.json": {
    documents: [
      { id: 1, text: A },
      { id: 2, text: B },
    ],
    query: "bread",
  },
  "typesense.json": { documents: titled, query: "oven" },
  "weaviate-graphql.json": {
    documents: [
      { id: "a-1", title: "Ovens", text: A },
      { id: "a-2", title: "Rivers", text: B },
    ],
  },
  "weaviate-objects.json": {
    documents: [
      { id: "a-1", text: A },
      { id: "a-2", text: B },
    ],
  },
  "qdrant.json": {
    documents: [
      { id: 1, text: A },
      { id: 2, text: B },
    ],
  },
  "qdrant-query.json": {
    documents: [
      { id: "p1", text: A },
      { id: "p2", text: B },
    ],
  },
  "pinecone-query.json": {
    documents: [
      { id: "v1", text: A },
      { id: "v2", text: B },
    ],
  },
  "pinecone-search.json": {
    documents: [
      { id: "r1", text: A },
      { id: "r2", text: B },
    ],
  },
  "chroma-query.json": {
    documents: [
      { id: "c1", text: A },
      { id: "c2", text: B },
    ],
  },
  "chroma-get.json": {
    documents: [
      { id: "c1", text: A },
      { id: "c2", text: B },
    ],
  },
  "solr.json": { documents: withIds },
  "solr-multivalued.json": {
    query: "oven",
    documents: [
      { id: "1", title: "Ovens", text: "The oven bakes bread\nin forty minutes." },
      { id: "2", title: "Rivers", text: B },
    ],
  },
  // `relevance` of a hit is its score.
  "vespa.json": {
    documents: [
      { id: "id:ns:doc::1", title: "Ovens", text: A },
      { id: "id:ns:doc::2", title: "Rivers", text: B },
    ],
  },
  "vespa-feed.jsonl": {
    documents: [
      { id: "id:ns:doc::1", text: A },
      { id: "id:ns:doc::2", text: B },
    ],
  },
  "azure-search.json": { documents: withIds },
  "pgvector-rows.json": {
    documents: [
      { id: 1, text: A },
      { id: 2, text: B },
    ],
  },
  "mongoexport.json": {
    documents: [
      { id: "65f1", title: "Ovens", text: A },
      { id: "65f2", title: "Rivers", text: B },
    ],
  },
  "hf-msmarco-rows.json": {
    query: "what bakes",
    documents: graded,
    lists: ["rows[0].row.passages.passage_text", "rows[0].row.answers"],
  },
  "hf-rows.json": { documents: graded, problems: [[1, "cut text"]] },

  // Requests and answers of rerankers.
  "cohere-request.json": {
    query: "What bakes?",
    documents: [
      { title: "t", text: A },
      { title: "u", text: B },
    ],
  },
  "cohere-v1-rankfields.json": {
    query: "x",
    documents: [
      { title: "t", text: A },
      { title: "u", text: B },
    ],
  },
  "cohere-response.json": { documents: texts },
  "cohere-response-scores.json": { refused: "has scores and no texts" },
  "jina-request.json": { query: "What bakes?", topN: 3, documents: texts },
  "jina-response.json": { documents: texts },
  "mixedbread-request.json": { query: "What bakes?", topN: 1, documents: texts },
  "pinecone-request.json": {
    query: "x",
    documents: [
      { id: "vec1", text: A },
      { id: "vec2", text: B },
    ],
  },
  "pinecone-rerank-response.json": {
    documents: [
      { id: "v1", text: A },
      { id: "v2", text: B },
    ],
  },
  "tei-request.json": { query: "x", documents: texts },
  "tei-response.json": { documents: texts },
  "hf-text-ranking.json": { query: "What bakes?", documents: texts },
  "tabrank-response.json": { documents: texts },

  // Frameworks.
  "langchain-docs.json": { documents: texts },
  "langchain-docs.jsonl": { documents: texts },
  "langchain-js.json": { documents: texts },
  "langchain-dumpd.json": { documents: [{ id: "x1", text: A }, B] },
  "llamaindex-nodes.json": {
    documents: [
      { id: "n1", text: A },
      { id: "n2", text: B },
    ],
  },
  "llamaindex-nodewithscore.json": {
    documents: [
      { id: "n1", text: A },
      { id: "n2", text: B },
    ],
  },
  "llamaindex-documents.json": {
    documents: [
      { id: "n1", text: A },
      { id: "n2", text: B },
    ],
  },
  "llamaindex-docstore.json": {
    documents: [
      { id: "n1", text: A },
      { id: "n2", text: B },
    ],
    lists: ["docstore/data.{…}"],
  },
  "haystack.json": {
    documents: [
      { id: "h1", text: A },
      { id: "h2", text: B },
    ],
  },

  // Plain text.
  noext: { plain: true, documents: texts },
  "rtl.txt": { plain: true, documents: ["التنور يخبز الخبز", "הנהר נושא חול"] },
  "paragraphs.txt": {
    documents: ["First paragraph line one line two of the first paragraph.", "Second paragraph."],
    lists: ["Paragraphs", "Lines"],
  },
  "notes.md": {
    documents: [
      { title: "Title", text: A },
      { title: "Title", text: B },
    ],
    lists: ["Paragraphs and list items", "Lines"],
  },

  // Encodings.
  "cp1251.csv": { documents: [{ id: "1", text: "Печь печёт хлеб" }], ...guess("windows-1251") },
  "cp1252.jsonl": { documents: [{ text: "café crème" }], ...guess("windows-1252") },
  "cp1252.txt": { documents: [M, A], ...guess("windows-1252") },
  "windows-1252-latin.txt": {
    documents: ["L’œuvre coûte 20 € — déjà vu.", B],
    ...guess("windows-1252"),
  },
  "cp1250.csv": {
    documents: [
      { id: "1", text: "Pec peče chléb za čtyřicet minut." },
      { id: "2", text: "Řeka nese písek do moře." },
    ],
    guessed: true,
  },
  "shiftjis.csv": {
    documents: [
      { id: "1", text: "パンを焼くオーブン" },
      { id: "2", text: "川は砂を運ぶ" },
    ],
    ...guess("shift_jis"),
  },
  "eucjp.txt": { documents: ["オーブンは四十分でパンを焼く。", "川は砂を海へ運ぶ。"], ...guess("euc-jp") },
  "iso2022jp.txt": {
    documents: ["オーブンは四十分でパンを焼く。", "川は砂を海へ運ぶ。"],
    ...guess("iso-2022-jp"),
  },
  "gbk.csv": {
    documents: [
      { id: "1", text: "烤箱在四十分钟内烤好面包。" },
      { id: "2", text: "河流把沙子带到大海。" },
    ],
    ...guess("gb18030"),
  },
  "big5.txt": { documents: ["烤箱在四十分鐘內烤好麵包。", "河流把沙子帶到大海。"], ...guess("big5") },
  "euckr.csv": {
    documents: [
      { id: "1", text: "오븐은 사십 분 만에 빵을 굽습니다." },
      { id: "2", text: "강은 모래를 바다로 나릅니다." },
    ],
    ...guess("euc-kr"),
  },
  "koi8r.txt": {
    documents: ["Печь печёт хлеб за сорок минут.", "Река несёт песок в море."],
    ...guess("koi8-r"),
  },
  "utf8-cut.txt": {
    documents: ["Müller kauft Äpfel für 5 €.", "Der Fluß trägt Sand ins M\uFFFD"],
    problems: [[2, "bytes"]],
    ...guess("utf-8"),
  },

  // Files without documents.
  "blank.jsonl": { refused: "The file has no documents." },
  "empty.txt": { refused: "The file has no documents." },
  "nul.txt": { refused: "This file is not text." },
  "pdf.pdf": { refused: "PDF files are not read here." },
  "xlsx.xlsx": { refused: "Excel files are not read here. Save its contents as CSV" },
  "xlsx-renamed.csv": { refused: "Excel or ZIP files are not read here." },
  "html.html": { refused: "HTML files are not read here." },
  "xml.xml": { refused: "XML files are not read here." },
  "yaml.yaml": { refused: "YAML files are not read here." },
};
