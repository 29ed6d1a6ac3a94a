/** Everything below the tool: what it is about, and questions. */
export const aboutText = {
  whatItDoes: {
    title: "What a reranker does",
    text: "A search engine quickly fetches a few dozen candidates that roughly match. A reranker compares each of them with the query and puts the best first. It takes longer per document, so it comes second, and it decides which passages a person or a language model gets to see.",
  },
  whyRerank: {
    title: "Why words and vectors alone are not enough",
    text: "Matching words misses what is said in other words, and treats the same word as the same meaning. Vectors capture meaning, but they squeeze a whole document into a few hundred numbers before they see the query. Late interaction keeps such numbers for every token and lets each token of the query find its best match. A cross-encoder reads both together. Below, each of these methods ranks your own query and documents.",
  },
  howItRuns: {
    title: "How it runs, and what stays here",
    text: "The model runs in Web Workers of this tab: on the GPU through WebGPU if there is one, otherwise in WebAssembly on several cores. After loading, it scores pairs whose correct scores are known. If its scores are off, that device is not used. Your query and documents are sent nowhere: there is no server, no analytics and no cookie. Your input is stored in this browser, so that a reload does not lose it. If you choose a model from the Hub, its files are fetched from there, and the Hub sees that download like any other. If you turn on the comparison, the server that you name receives the query and the documents each time you press Rerank; the API key is never stored. An image that you give as a web address is fetched from that address when a run needs it or when you choose to see it.",
  },
  storage: "What this browser stores",
  models: "Models",
  limits: {
    title: "Limits",
    items: [
      "The embedded model knows English and only guesses at other languages. For those, choose a multilingual model.",
      "A document is read up to the model’s limit. Cut documents are marked, and you choose which end is dropped.",
      "Scores of different models cannot be compared. Compare the orders instead.",
      "Large models need memory: above about half a gigabyte, a phone may close the tab.",
    ],
  },
  questions: {
    title: "Questions",
    items: [
      {
        question: "Why is the first run slower?",
        answer:
          "Each worker first loads the model and tests it. After that the model stays loaded. A model that reads documents separately from the query (bi-encoder, late interaction) also caches their vectors, so a second query over the same documents takes milliseconds.",
      },
      {
        question: "Are these the same scores as from an API?",
        answer:
          "With the same model, yes, within the precision of the weights. The status shows how far the scores of known pairs were off. The request and the response on this page have the format of /v1/rerank, so you can send the same request to a server.",
      },
      {
        question: "Why does it not use WebGPU?",
        answer:
          "The status gives the reason: there is no graphics adapter, the page is insecure, the adapter is emulated, or its scores were wrong. WASM on several cores is not slow for models of this size.",
      },
      {
        question: "May I use the models for my work?",
        answer:
          "Most have the Apache-2.0 or MIT licence. Those marked “no commercial use” need a licence from their makers for commercial work.",
      },
    ],
  },
  notices: "Third-party notices",
  table: {
    label: "Model table",
    columns: ["Model", "Kind", "WASM", "WebGPU", "Tokens", "Languages", "Licence"],
    nonCommercial: ", no commercial use",
  },
  fourWaysHint: "Press Rerank to see your documents ranked in four ways.",
} as const;
