/** Content that leaves nothing to choose. Pure. */
import type { RerankDocument } from "../../../../../../contract/rerank.ts";
import type { FileContent, TextProblem } from "../reading.ts";
import { isContractList } from "./contract-form.ts";
import { makeDocuments, proposeChoice } from "./documents.ts";

/** @returns the documents of lines of text or of a list in the contract's form; `undefined` if a person has to choose */
export function plainDocuments(
  content: FileContent,
): { documents: RerankDocument[]; problems: TextProblem[] } | undefined {
  const [list, ...more] = content.lists;
  if (!list?.direct || more.length > 0 || content.queries) return undefined;
  if (list.query !== undefined || list.topN !== undefined) return undefined;
  const choice = proposeChoice(list);
  if (list.form !== "lines" && !isContractList(list, choice)) return undefined;
  const { documents, problems } = makeDocuments(list, choice);
  return { documents, problems: [...content.problems, ...list.problems, ...problems] };
}
