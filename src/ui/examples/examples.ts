import type { RerankDocument } from "../../contract/rerank.ts";
import skincare from "./skincare.json";

/** A query and its documents, ready to run. All texts were written for this project. */
export interface Example {
  id: string;
  title: string;
  about: string;
  query: string;
  top_n: number;
  documents: RerankDocument[];
}

/** The example that the page opens with. */
export const openingExample: Example = skincare;

/** All examples. Those after the first are fetched when chosen. */
export const examples: readonly { id: string; title: string; load: () => Promise<Example> }[] = [
  { id: skincare.id, title: skincare.title, load: async () => openingExample },
  {
    id: "question-answering",
    title: "Question answering",
    load: async () => (await import("./question-answering.json")).default,
  },
  { id: "code-search", title: "Code search", load: async () => (await import("./code-search.json")).default },
  {
    id: "support-tickets",
    title: "Support tickets",
    load: async () => (await import("./support-tickets.json")).default,
  },
  {
    id: "word-matching-fails",
    title: "Where word matching fails",
    load: async () => (await import("./word-matching-fails.json")).default,
  },
  { id: "recipes", title: "Recipes as objects", load: async () => (await import("./recipes.json")).default },
  {
    id: "hundred-passages",
    title: "A hundred passages",
    load: async () => (await import("./hundred-passages.json")).default,
  },
];
