/** Puts judgements and runs onto documents that are there. Pure. */
import type { RerankDocument } from "../../../../../contract/rerank.ts";
import { gradeKeys } from "../../../stores/grades.ts";
import type { Judgements } from "./reading.ts";

type Entries = Judgements["topics"][number]["entries"];

/** The number of documents that the entries name. */
export function countJudged(documents: readonly RerankDocument[], entries: Entries): number {
  const ids = new Set(entries.map(({ id }) => id));
  return documents.filter((document) => ids.has(documentId(document) ?? "")).length;
}

/**
 * Grades the documents (qrels) or puts them into the order of a run; documents that a run does not name come after it.
 *
 * @param items documents, or what holds them
 */
export function applyJudgements<Holder extends { document: RerankDocument }>(
  kind: Judgements["kind"],
  items: readonly Holder[],
  entries: Entries,
): Holder[] {
  const values = new Map(entries.map(({ id, value }) => [id, value]));
  const valueFor = (holder: Holder): number | undefined => values.get(documentId(holder.document) ?? "");
  if (kind === "run")
    return items.toSorted((a, b) => (valueFor(a) ?? Infinity) - (valueFor(b) ?? Infinity) || 0);
  return items.map((holder) => {
    const grade = valueFor(holder);
    if (grade === undefined || typeof holder.document === "string") return holder;
    return { ...holder, document: { ...withoutGrade(holder.document), grade } };
  });
}

function withoutGrade<T extends Exclude<RerankDocument, string>>(document: T): T {
  const entries = Object.entries(document).filter(([key]) => !gradeKeys.includes(key));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- grades are loose keys, which no type names
  return Object.fromEntries(entries) as T;
}

function documentId(document: RerankDocument): string | undefined {
  if (typeof document === "string" || document.id === undefined) return undefined;
  return String(document.id);
}
