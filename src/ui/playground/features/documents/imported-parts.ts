/** What a person takes from a file or from pasted text. */
import type { RerankDocument } from "../../../../contract/rerank.ts";
import type { Judgements, TextProblem } from "./import/reading.ts";

export interface ImportedParts {
  documents?: RerankDocument[];
  /** Records that made no document, and others that are worth a word. */
  problems?: TextProblem[];
  query?: string | undefined;
  topN?: number | undefined;
  /** Grades or an order for documents that are there. */
  judgements?: { kind: Judgements["kind"]; entries: Judgements["topics"][number]["entries"] };
  /** What happened, for the notice. */
  notice: string;
}
