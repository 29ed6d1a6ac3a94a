/** Parts that the exported files of comparisons share. Pure. */
import type { SavedFile } from "../../ui/save-file.ts";

/** Lines of a Markdown table. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
}

const types = { json: "application/json", csv: "text/csv", md: "text/markdown" };

export function exportFile(name: string, ending: keyof typeof types, text: string): SavedFile {
  return { name: `${name}.${ending}`, type: types[ending], text };
}
