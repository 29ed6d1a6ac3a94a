import skincare from "./skincare.json";

/** A query with its documents, ready to run. All texts are our own. */
export interface Example {
  id: string;
  title: string;
  about: string;
  query: string;
  top_n: number;
  documents: string[];
}

export const examples: readonly [Example, ...Example[]] = [skincare];
