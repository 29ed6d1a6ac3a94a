/** The requests that are recorded with third-party servers. Data only. */

/**
 * @typedef {object} Case
 * @property {string} name
 * @property {Record<string, unknown>} [contract] a request of the contract, which the dialect encodes; `extra_body` makes it invalid
 * @property {string} [raw] a body, as sent, that the dialect never produces
 * @property {"POST" | "GET" | "OPTIONS"} [method]
 * @property {string} [path] replaces the dialect's
 * @property {"none" | "wrong"} [key] replaces the valid one
 * @property {boolean} [keyed] only for servers that require a key
 */

const query = "Which bird can fly backwards?";
const documents = [
  "A penguin swims and cannot fly.",
  "Hummingbirds are the only birds that fly backwards.",
  "The bicycle was invented in the 19th century.",
];
const request = { query, documents };

/** @type {(name: string, extra: Record<string, unknown>, change?: Record<string, unknown>) => Case} */
const wrong = (name, extra, change = {}) => ({
  name,
  contract: { ...request, ...change, extra_body: extra },
});

/** @type {readonly Case[]} */
export const cases = [
  { name: "strings", contract: request },
  { name: "return_documents: false", contract: { ...request, return_documents: false } },
  { name: "top_n below the count", contract: { ...request, top_n: 2 } },
  { name: "top_n above the count", contract: { ...request, top_n: 10 } },
  { name: "one document", contract: { ...request, documents: documents.slice(1, 2) } },
  {
    name: "documents that are objects",
    contract: {
      ...request,
      documents: [
        { text: documents[0], id: 1 },
        { text: documents[1], title: "t" },
      ],
    },
  },
  {
    name: "every field",
    contract: {
      ...request,
      top_n: 2,
      truncate: "start",
      max_tokens_per_document: 8,
      user: "u",
      metadata: { k: "v" },
    },
  },
  { name: "an empty document", contract: { ...request, documents: ["", documents[1]] } },
  { name: "the same document twice", contract: { ...request, documents: ["a", "b", "a"] } },
  {
    name: "emoji and scripts",
    contract: {
      query: "哪种鸟会倒飞? 🐦",
      documents: ["蜂鸟 🐦‍🔥", "الطائر الطنان", "колибри", "\u0000\u202e\ud83e\udd9c"],
    },
  },
  { name: "a long document", contract: { ...request, documents: ["; fly backwards".repeat(4000), "short"] } },
  {
    name: "a long document with truncate: none",
    contract: { ...request, documents: ["; fly backwards".repeat(4000), "short"], truncate: "none" },
  },
  {
    name: "a document longer than Infinity accepts",
    contract: { ...request, documents: ["; fly backwards".repeat(10000), "short"] },
  },
  {
    name: "as many documents as Infinity accepts",
    contract: { ...request, documents: Array.from({ length: 2048 }, () => "a"), top_n: 1 },
  },
  {
    name: "one document more than Infinity accepts",
    raw: JSON.stringify({
      model: "MODEL",
      query,
      documents: Array.from({ length: 2049 }, () => "a"),
      top_n: 1,
    }),
  },

  wrong("top_n: null", { top_n: null }),
  wrong("top_n: 0", { top_n: 0 }),
  wrong("top_n is a string", { top_n: "many" }),
  wrong("objects on the wire", { documents: documents.map((text) => ({ text })) }),
  wrong("one wrong document", { documents: ["a", 7, "b"] }),
  wrong("no documents", { documents: [] }),
  wrong("documents is a string", { documents: "a" }),
  wrong("query is a number", { query: 5 }),
  wrong("query is empty", { query: "" }),
  wrong("unknown model", {}, { model: "no-such-model" }),
  { name: "query missing", raw: JSON.stringify({ model: "MODEL", documents }) },
  { name: "documents missing", raw: JSON.stringify({ model: "MODEL", query }) },
  { name: "broken JSON", raw: '{"query": ' },
  { name: "wrong path", contract: request, path: "/no/such/path" },
  { name: "GET", method: "GET" },
  { name: "preflight", method: "OPTIONS" },
  { name: "no key", contract: request, key: "none", keyed: true },
  { name: "wrong key", contract: request, key: "wrong", keyed: true },
];
