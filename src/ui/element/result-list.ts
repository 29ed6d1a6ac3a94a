import { type RerankDocument, type RerankResult, inputText } from "../../contract/rerank.ts";
import { formatScore, plural } from "../text/format.ts";
import { responseNotes } from "../text/response-notes.ts";
import { create } from "./dom.ts";
import type { Answer } from "./runner.ts";

/** Beyond it a page would slow down; the response has them all. */
const shownResults = 200;

export function resultNodes({ response, request }: Pick<Answer, "response" | "request">): Node[] {
  const { results } = response;
  // A sum of cosines goes beyond 1.
  const full = Math.max(1, results[0]?.relevance_score ?? 0);
  const items = results
    .slice(0, shownResults)
    .map((result, position) => resultItem(position + 1, result, full, request.documents[result.index] ?? ""));
  const list = create("ol", { part: "results", "aria-label": "Results" }, ...items);
  const left = results.length - shownResults;
  const notes = responseNotes(response);
  if (left > 0) notes.unshift(`${plural(left, "more result")} in the response.`);
  return [list, ...notes.map((note) => create("p", { class: "more" }, note))];
}

/** @param full score of a full bar */
function resultItem(
  rank: number,
  { index, relevance_score: score, passage }: RerankResult,
  full: number,
  document: RerankDocument,
): HTMLLIElement {
  const bar = create("span", { part: "bar" });
  bar.style.width = `${(Math.max(0, score) / full) * 100}%`;
  const original = `Original document ${index + 1}`;
  const label = documentLabel(document);
  const text = bestPart(inputText(document) ?? "", passage);
  const scrolls = create("p", { part: "text", class: "text", dir: "auto" }, text.trim() || "empty document");
  return create(
    "li",
    { part: "result" },
    create("span", { part: "rank", class: "rank" }, String(rank)),
    create(
      "div",
      {},
      create(
        "div",
        { class: "figures" },
        create("span", { part: "score", class: "score" }, formatScore(score)),
        create("span", { class: "scale", "aria-hidden": "true" }, bar),
        create("span", { title: original, "aria-label": original, role: "img" }, `#${index + 1}`),
      ),
      ...(label === "" ? [] : [create("p", { part: "label", class: "label" }, label)]),
      scrolls,
    ),
  );
}

/** The best passage, with dots for what is left out. */
function bestPart(text: string, passage: RerankResult["passage"]): string {
  if (!passage) return text;
  const { start, end } = passage;
  return `${start > 0 ? "… " : ""}${text.slice(start, end).trim()}${end < text.length ? " …" : ""}`;
}

/** What an object has beside its text. */
function documentLabel(document: RerankDocument): string {
  if (typeof document === "string") return "";
  const { title, id } = document;
  return [title, id === undefined ? undefined : `id ${id}`].filter(Boolean).join(" · ");
}
