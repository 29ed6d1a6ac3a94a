/** Sentences and labels of sentence scores. Loaded when somebody asks for them. */
import { plural } from "../../text/format.ts";

export const sentencesText = {
  loading: "Reading each sentence…",
  gone: (model: string) =>
    `${model} is no longer loaded as it was for this answer. Rerank with it to see what matters in the text.`,
  shaded: (number: number) => `Sentences of document ${number}, with their scores`,
  threshold: "Keep sentences from a score of",
  kept: (sentences: number, allSentences: number, tokens: number, allTokens: number) =>
    `Keeps ${sentences} of ${plural(allSentences, "sentence")}: ${tokens.toLocaleString("en")} of ${plural(allTokens, "token")}.`,
  copy: (number: number) => `Copy what is kept of document ${number}`,
} as const;
