/** Everything below the tool: what it is about, and questions. */
export const aboutText = {
  howItWorks: {
    title: "How it works",
    text: "A search engine finds a few dozen candidates that roughly match. A reranker compares each of them with the query and puts the best first, so it decides which passages a person or a language model gets to see.",
    ways: "Matching words misses what is said in other words. An embedding model captures meaning, but it reads query and document apart. Late interaction compares them token by token. A cross-encoder reads both together. Your own documents, ranked each way:",
  },
  whatStays: {
    title: "What stays here",
    text: "The model runs in Web Workers of this tab, on the GPU where that works and is faster, otherwise in WebAssembly. Query and documents are sent nowhere; there are no analytics and no cookies. Three things go out, and only if you ask for them: the download of a model from the Hub, the request to a server that you compare with, and the fetch of an image that you give as an address. API keys are never stored.",
  },
  storage: "What this browser stores",
  models: "Which models are there?",
  limits: {
    title: "What are the limits?",
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
