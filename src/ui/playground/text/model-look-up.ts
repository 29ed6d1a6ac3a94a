/** Sentences and labels of the form that looks up a model. Loaded with the form. */
export const lookUpText = {
  repository: "Repository or address",
  placeholder: "organisation/name or https://…",
  hub: "Hub",
  lookUp: "Look up",
  busy: "Looking…",
  hint: "Reads the description and the file sizes. The weights are downloaded when you press Rerank.",
  invalidHub: (typed: string) =>
    `“${typed}” is not an address of a hub. It must start with https:// or http://.`,
} as const;
