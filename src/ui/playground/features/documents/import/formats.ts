/** The readable file formats: upload, messages and docs list what stands here. */

export type Reader = "lines" | "comma-separated" | "tab-separated" | "json" | "json-lines";

interface Format {
  /** As messages call it. */
  name: string;
  /** Lower case, with the dot; the first is the usual one. */
  extensions: readonly [string, ...string[]];
  reader: Reader;
}

export const formats: readonly Format[] = [
  { name: "TXT", extensions: [".txt", ".text", ".md", ".run", ".qrels", ".trec"], reader: "lines" },
  { name: "CSV", extensions: [".csv"], reader: "comma-separated" },
  { name: "TSV", extensions: [".tsv", ".tab"], reader: "tab-separated" },
  { name: "JSON", extensions: [".json"], reader: "json" },
  { name: "JSONL", extensions: [".jsonl", ".ndjson", ".jsonlines"], reader: "json-lines" },
];

/** Any of them can be packed. */
const packed = ".gz";

/** Every extension, in the syntax of the `accept` attribute. */
export const acceptedFiles = [...formats.flatMap(({ extensions }) => extensions), packed].join(",");

/** The extension of a file name, lower case, with the dot; empty if there is none. */
export function fileExtension(fileName: string): string {
  return /\.[^.]*$/.exec(fileName)?.[0].toLowerCase() ?? "";
}

/** How to read a file of this name. A file with any other extension is read as text, one document per line. */
export function findReader(fileName: string): Reader {
  // Windows hides extensions, so a file can have two.
  const extension = fileExtension(fileName.replace(/(\.\w+)\.txt$/i, "$1"));
  return formats.find(({ extensions }) => extensions.includes(extension))?.reader ?? "lines";
}
