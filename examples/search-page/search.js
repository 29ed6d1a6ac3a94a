/** Shows what a word search finds at once, and the best first as soon as the reranker has read it. */
const handbook = [
  "Before the shop opens, the baker must fill the shelves.",
  "The mixer is cleaned every evening. Pull the plug first.",
  "Loaves stay in the oven for forty minutes, until the crust is brown.",
  "What must be ordered is on the list beside the door.",
  "Deliveries of flour come on Tuesdays.",
];

/** A stand-in for your search engine: most shared words first. @param {string} query */
function search(query) {
  /** @param {string} text */
  const words = (text) => new Set(text.toLowerCase().match(/\w{3,}/g));
  const wanted = words(query);
  /** @param {string} text */
  const shared = (text) => [...words(text)].filter((word) => wanted.has(word)).length;
  return handbook.toSorted((a, b) => shared(b) - shared(a));
}

/** @param {string[]} texts @param {string} message */
function show(texts, message) {
  const items = texts.map((text) => Object.assign(document.createElement("li"), { textContent: text }));
  document.getElementById("results")?.replaceChildren(...items);
  say(message);
}

/** @param {string} message */
function say(message) {
  document.getElementById("status")?.replaceChildren(message);
}

/** @type {Promise<import("tabrank").LocalReranker> | undefined} one for the page, loaded by the first search */
let loading;
let current = new AbortController();

async function load() {
  const library = document.body.dataset["library"] ?? "";
  /** @type {typeof import("tabrank")} */
  const { createReranker } = await import(/* @vite-ignore */ library);
  return createReranker();
}

/** @param {string} query */
async function searchAndRerank(query) {
  // A new search cancels the one before.
  current.abort();
  current = new AbortController();
  const { signal } = current;
  const documents = search(query);
  show(documents, "Found by words. Reranking…");
  try {
    loading ??= load();
    const reranker = await loading;
    const { results } = await reranker.rerank({ query, documents, top_n: 3 }, { signal });
    show(
      results.flatMap(({ index }) => documents[index] ?? []),
      "Reranked on this machine.",
    );
  } catch (error) {
    if (signal.aborted) return;
    // The first order stays, and the next search loads again.
    loading = undefined;
    say(`Not reranked: ${String(error)}`);
  }
}

document.querySelector("form")?.addEventListener("submit", (event) => {
  event.preventDefault();
  void searchAndRerank(document.querySelector("input")?.value ?? "");
});
