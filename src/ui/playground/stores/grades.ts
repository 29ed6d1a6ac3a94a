/** Grades of documents: how relevant people judged each to be. Pure. */
import type { RerankDocument } from "../../../contract/rerank.ts";

/** Keys of a document that can hold its grade. */
export const gradeKeys: readonly string[] = ["grade", "relevance", "qrel"];

/** The grade of each document, 0 if it has none; `undefined` if no document has a grade. */
export function documentGrades(documents: readonly RerankDocument[]): number[] | undefined {
  const grades = documents.map(documentGrade);
  return grades.some((grade) => grade !== undefined) ? grades.map((grade) => grade ?? 0) : undefined;
}

/** `undefined` if the document is not judged. */
export function documentGrade(document: RerankDocument): number | undefined {
  if (typeof document === "string") return undefined;
  for (const key of gradeKeys) {
    const value = document[key] ?? document.metadata?.[key];
    const grade = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
    if (typeof grade === "number" && Number.isFinite(grade)) return grade;
    if (typeof grade === "boolean") return Number(grade);
  }
  return undefined;
}
