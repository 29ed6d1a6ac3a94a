/** Sentences and labels of the suggestion of a reranker. Loaded with the first answer of an embedding model. */
import { plural } from "../../text/format.ts";

export const suggestText = {
  section: "A reranker for these documents",
  apart: (model: string) => `${model} reads the query and each document separately.`,
  otherLanguages: (model: string) =>
    `Some of these texts are not in English, the only language that ${model} reads.`,
  together: "A reranker reads them together, which is slower and usually more exact.",
  rerankWith: (model: string) => `Rerank with ${model}`,
  /** @param time of the run, once the model is loaded; `undefined`: nothing was measured */
  costs: (size: string, host: string, licence: string, time: string | undefined) =>
    `${size}${host === "" ? "" : ` from ${host}`} · ${licence}${time === undefined ? "" : ` · about ${time} once it is loaded`}`,
  dismiss: "Do not suggest a reranker",
  changed: "What the reranker changed",
  moved: (moved: number, all: number, model: string) =>
    moved === 0
      ? `The order is the same as that of ${model}.`
      : `${moved} of ${plural(all, "document")} changed place compared with ${model}.`,
  largest: (number: number, from: number, to: number) =>
    `The largest move: document ${number}, from place ${from} to ${to}.`,
  back: (model: string) => `Back to ${model}`,
} as const;
