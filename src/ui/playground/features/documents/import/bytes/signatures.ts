/** Kinds of files that hold no text to read, recognised by how they begin. Pure. */
import { fileExtension } from "../formats.ts";

/** What to do with a file that cannot be read. */
export type Advice = "csv" | "text" | "records" | "unpack" | "images";

export interface Unreadable {
  /** As messages call it, such as "PDF". */
  name: string;
  advice: Advice;
}

/** The first bytes, one character each. */
const signatures: readonly (Unreadable & { start: string; at?: number })[] = [
  { start: "%PDF-", name: "PDF", advice: "text" },
  { start: "\xD0\xCF\x11\xE0", name: "old Office", advice: "text" },
  { start: "{\\rtf", name: "RTF", advice: "text" },
  { start: "PAR1", name: "Parquet", advice: "records" },
  { start: "ARROW1", name: "Arrow", advice: "records" },
  { start: "SQLite format 3", name: "SQLite", advice: "csv" },
  { start: "\x93NUMPY", name: "NumPy", advice: "records" },
  { start: "\x80\x04\x95", name: "pickle", advice: "records" },
  { start: "\x80\x05\x95", name: "pickle", advice: "records" },
  { start: "BZh", name: "bzip2", advice: "unpack" },
  { start: "\x28\xB5\x2F\xFD", name: "Zstandard", advice: "unpack" },
  { start: "\xFD7zXZ", name: "xz", advice: "unpack" },
  { start: "7z\xBC\xAF", name: "7z", advice: "unpack" },
  { start: "Rar!", name: "RAR", advice: "unpack" },
  { start: "ustar", at: 257, name: "tar", advice: "unpack" },
  { start: "\x89PNG", name: "PNG", advice: "images" },
  { start: "\xFF\xD8\xFF", name: "JPEG", advice: "images" },
  { start: "GIF8", name: "GIF", advice: "images" },
  { start: "WEBP", at: 8, name: "WebP", advice: "images" },
];

/** What is in a ZIP file, by the extension of its name. */
const zipped: Record<string, Unreadable> = {
  ".docx": { name: "Word", advice: "text" },
  ".odt": { name: "OpenDocument", advice: "text" },
  ".pptx": { name: "PowerPoint", advice: "text" },
  ".epub": { name: "EPUB", advice: "text" },
  ".xlsx": { name: "Excel", advice: "csv" },
  ".xlsm": { name: "Excel", advice: "csv" },
  ".ods": { name: "OpenDocument", advice: "csv" },
  ".zip": { name: "ZIP", advice: "unpack" },
};
/** A ZIP file with the extension of a table: most often a workbook that was renamed. */
const renamed: Unreadable = { name: "Excel or ZIP", advice: "csv" };

/** @returns the kind of a file that is not text; `undefined` for one that may be */
export function unreadableBytes(name: string, bytes: Uint8Array): Unreadable | undefined {
  const start = String.fromCharCode(...bytes.subarray(0, 300));
  if (start.startsWith("PK\x03\x04")) return zipped[fileExtension(name)] ?? renamed;
  return signatures.find(({ start: mark, at = 0 }) => start.startsWith(mark, at));
}

/** @returns the kind of a text that is markup and no list of documents; `undefined` for any other */
export function unreadableText(name: string, text: string): Unreadable | undefined {
  const extension = fileExtension(name);
  if (/^\s*(<!doctype html|<html[\s>])/i.test(text)) return { name: "HTML", advice: "text" };
  if (/^\s*<\?xml[\s?]/i.test(text)) return { name: "XML", advice: "csv" };
  // Markdown may begin with a tag.
  if (extension !== ".md" && /^\s*<[a-z!?][^<]*>/i.test(text) && /<\/[a-z][^<>]*>\s*$/i.test(text))
    return /<(?:p|div|span|a|br|ul|ol|table|body|h[1-6])[\s/>]/i.test(text)
      ? { name: "HTML", advice: "text" }
      : { name: "XML", advice: "csv" };
  if ([".yaml", ".yml"].includes(extension)) return { name: "YAML", advice: "csv" };
  return undefined;
}
