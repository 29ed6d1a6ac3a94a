import type { FamilyName } from "../../../../models/model.ts";

interface FamilyWords {
  name: string;
  /** How it comes to a score, in one sentence. */
  about: string;
}

/** Each kind of model in words. */
export const families: Record<FamilyName, FamilyWords> = {
  "bi-encoder": {
    name: "Bi-encoder",
    about:
      "Makes one vector of the query and one of each document, apart, and compares them: the fastest, and the vectors of documents are cached.",
  },
  "cross-encoder": {
    name: "Cross-encoder",
    about: "Reads the query and one document together and gives the pair a score.",
  },
  "late-interaction": {
    name: "Late interaction",
    about:
      "Makes a vector of every token; each token of the query takes its best match in the document, and the matches are added up.",
  },
  listwise: {
    name: "Listwise",
    about:
      "Reads the query and many documents in one prompt and compares them there, so their order matters; takes an instruction.",
  },
  "yes-no": {
    name: "Yes/no language model",
    about:
      "Is asked whether the document answers the query, and weighs “yes” against “no”; takes an instruction.",
  },
  multimodal: {
    name: "Multimodal",
    about: "Reads the query and one document together, each of them a text or an image.",
  },
};
