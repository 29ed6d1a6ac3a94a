/**
 * Makes `<tab-rank>` known to the page. Nothing is downloaded or run before the user, or the page, asks.
 *
 * @example
 * ```ts
 * import "tabrank/element";
 *
 * const element = document.createElement("tab-rank");
 * element.setAttribute("query", query);
 * element.setAttribute("model", "Xenova/bge-small-en-v1.5");
 * document.body.append(element);
 * ```
 *
 * The embedded model is looked for in `models/` beside the page, or where `model-base-url` says; models of the Hub
 * need neither.
 */
export type { TabRankElement } from "../ui/element/tab-rank-element.ts";
export type { TabRankEventDetails } from "../ui/element/events.ts";

// On a server there are no elements: importing this does nothing there.
if (typeof customElements !== "undefined") {
  void import("../ui/element/define-tab-rank.ts").then(({ defineTabRank }) =>
    defineTabRank(new URL("models/", document.baseURI).href),
  );
}
