/** Documents that people have judged: how relevant each is to the query. Pure. */
import type { RerankDocument } from "../../../contract/rerank.ts";

/** Keys that a judged document has its grade under. */
export const gradeKeys: readonly string[] = ["grade", "relevance", "qrel"];

/** Each document's grade, 0 where it has none; `undefined` where none of them has one. */
export function documentGrades(documents: readonly RerankDocument[]): number[] | undefined {
  const grades = documents.map(documentGrade);
  return grades.some((grade) => grade !== undefined) ? grades.map((grade) => grade ?? 0) : undefined;
}

/** `undefined`: it is not judged. */
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
