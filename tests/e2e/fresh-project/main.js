/** What a user of the package writes; the tests drive it. */
import { createElement } from "react";
import { createRoot } from "react-dom/client";
import "tabrank/element";
import { RerankError, createReranker } from "tabrank";
import { createRerankFetch, serveFromTab } from "tabrank/fetch";
import { useReranker } from "tabrank/react";
import { createRemoteReranker } from "tabrank/remote";
import Together from "together-ai";

const hubHost = new URLSearchParams(location.search).get("hub");
const options = { hubHost, device: "wasm", workers: 1 };

Object.assign(window, {
  RerankError,
  createReranker: (change = {}) => createReranker({ ...options, ...change }),
  createRerankFetch,
  createRemoteReranker,
  serveFromTab,
  Together,
});

function Search() {
  const { status, response, error, rerank } = useReranker(options);
  const request = { query: "What bakes bread?", documents: ["A river.", "The oven bakes bread."] };
  return createElement(
    "button",
    { onClick: () => rerank(request) },
    error?.code ?? (response ? `${status}: document ${response.results[0].index}` : status),
  );
}
createRoot(document.getElementById("root")).render(createElement(Search));
