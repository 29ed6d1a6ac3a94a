/** Reads documents from pasted text. Pure. */
import * as v from "valibot";
import { RerankDocument } from "../../../../../contract/rerank.ts";

/** Several documents in one paste: a JSON array, or more than one line of text. Otherwise `undefined`. */
export function pastedDocuments(text: string): RerankDocument[] | undefined {
  const trimmed = text.trim();
  if (trimmed.startsWith("[")) {
    const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), v.array(RerankDocument)), trimmed);
    if (parsed.success && parsed.output.length > 0) return parsed.output;
  }
  const lines = nonEmptyLines(text);
  return lines.length > 1 ? lines : undefined;
}

export function nonEmptyLines(text: string): string[] {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
}
