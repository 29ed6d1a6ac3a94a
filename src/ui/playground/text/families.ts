import type { FamilyName } from "../../../models/model.ts";

/** How the page names each family, and how it says in one sentence that the family gets to a score. */
export const familyTexts: Record<FamilyName, { name: string; about: string }> = {
  "bi-encoder": {
    name: "Bi-encoder",
    about:
      "Turns the query and each document into one vector each, separately, and compares the vectors. The fastest kind, and the vectors of documents are cached.",
  },
  "cross-encoder": {
    name: "Cross-encoder",
    about: "Reads the query and one document together and scores the pair.",
  },
  "late-interaction": {
    name: "Late interaction",
    about:
      "Turns every token into a vector. Each token of the query takes its best match in the document, and the matches are added up.",
  },
  listwise: {
    name: "Listwise",
    about:
      "Reads the query and many documents in one prompt and compares them there, so their order matters. Takes an instruction.",
  },
  "yes-no": {
    name: "Yes/no language model",
    about:
      "A language model that is asked whether the document answers the query. The score weighs “yes” against “no”. Takes an instruction.",
  },
  multimodal: {
    name: "Multimodal",
    about: "Reads the query and one document together; either can be a text or an image.",
  },
};
