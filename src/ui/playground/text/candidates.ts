/** Sentences and labels of the candidates that the page is compared with, and of the form that adds them. */
export const candidateText = {
  compareRemote: "Compare with remote API",
  add: "Compare with a local model",
  group: (number: number) => `Local model ${number}`,
  model: (number: number) => `Model ${number}`,
  device: (number: number) => `Device ${number}`,
  weights: (number: number) => `Weights ${number}`,
  anyWeights: "Auto",
  remove: (number: number) => `Remove local model ${number}`,
  noCommercialUse: "no commercial use",
  /** @param terms the licence */
  embedded: (terms: string) => `Comes with this page, ${terms}.`,
  download: (size: string, terms: string) =>
    `Downloaded at the next Rerank unless it is cached: ${size}, ${terms}.`,
  sizeRange: (min: string, max: string) => `${min} to ${max}, depending on the device`,

  local: "Local",
  remote: "Remote",
  recordings: "Recorded answers",
  /** A predicate: the field's name comes before it. */
  noAddress: "is not an address",
  modelNotReported: "model not reported",
  withoutInstruction: "This model takes no instruction, so it ran without one.",
  /** In place of a ranking. @param reason a sentence */
  skipped: (reason: string) => `skipped: ${reason}`,
} as const;
