/** Sentences and labels of the earlier runs. */
import { plural } from "../../text/format.ts";

export const runsText = {
  open: "Earlier runs",
  list: "Runs of this visit, newest first",
  shown: "shown",
  run: (number: number, query: string) => `${number}. ${query}`,
  imageQuery: "(an image)",
  emptyQuery: "(no query)",
  about: (model: string, documents: number, duration: string) =>
    `${model} · ${plural(documents, "document")} · ${duration}`,
  /** Compared with the answer that is shown, of the same documents. */
  sameOrder: "the same order as shown",
  changed: (moved: number, all: number) => `${moved} of ${all} at another place than shown`,
  largest: (number: number, from: number, to: number) =>
    `document ${number}: ${from} here, ${to} in what is shown`,
} as const;
