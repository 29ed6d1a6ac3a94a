/**
 * The one reader: bytes → text → lists of records, for files, pasted text and the JSON pane. `proposal` turns a list into
 * documents. Pure.
 */
import { importText } from "../../../text/import.ts";
import { decode } from "./bytes/decode.ts";
import { limits } from "../../../../../contract/limits.ts";
import { gunzip, isGzip } from "./bytes/gunzip.ts";
import { unreadableBytes, unreadableText } from "./bytes/signatures.ts";
import { type Reader, fileExtension, findReader, formats } from "./formats.ts";
import { type FileContent, type Parsed, type ReadOptions, type Reading, failure } from "./reading.ts";
import { elementProblems, isScoresOnly, jsonLists } from "./records/assemble.ts";
import { splitByQuery, splitTriples } from "./records/by-query.ts";
import { property } from "./records/values.ts";
import { looksTabbed } from "./text/delimiter.ts";
import { type JsonItem, type JsonValues, readJsonValues } from "./text/json-values.ts";
import { normalLines } from "./text/positions.ts";
import { delimiterLine, readTable } from "./text/table.ts";
import { readLines } from "./text/text-lines.ts";
import { judgements, readJudgements } from "./text/trec.ts";

/**
 * Reads a file.
 *
 * @param name of which the extension tells the format where the content does not
 */
export async function readFile(
  name: string,
  bytes: Uint8Array<ArrayBuffer>,
  options: ReadOptions = {},
): Promise<Reading> {
  const refused = (message: string): Reading => ({ guessed: false, content: failure(message) });
  if (bytes.length > limits.bytes) return refused(importText.tooLarge(limits.bytes));
  const packed = isGzip(bytes);
  const unpacked = packed ? await gunzip(bytes) : bytes;
  if (unpacked === "too large") return refused(importText.tooLarge(limits.bytes));
  if (unpacked === "damaged") return refused(importText.damagedGzip);
  const inner = packed ? name.replace(/\.(?:gz|gzip)$/i, "") : name;
  const binary = unreadableBytes(inner, unpacked);
  if (binary) return refused(importText.unreadable(binary));
  const { text, encoding, guessed, problems } = await decode(unpacked, options.encoding);
  if (text.includes("\u0000")) return refused(describeBinary(fileExtension(inner)));
  const read = readText({ name: inner, text }, options);
  const content: Parsed<FileContent> = read.ok
    ? { ok: true, value: { ...read.value, problems: [...problems, ...read.value.problems] } }
    : read;
  return { encoding, guessed, content };
}

/** Reads text. @param name of its file; `undefined` for text that was pasted */
export function readText(
  { name, text }: { name: string | undefined; text: string },
  options: ReadOptions = {},
): Parsed<FileContent> {
  if (text.length > limits.bytes) return failure(importText.tooLarge(limits.bytes));
  const content = normalLines(text);
  const markup = unreadableText(name ?? "", content);
  if (markup && name !== undefined) return failure(importText.unreadable(markup));
  const reader = name === undefined ? "lines" : findReader(name);
  const read = readAs(reader, content, name ?? "", options);
  if (!read.ok) return read;
  const { lists } = read.value;
  if (!read.value.judgements && lists.every(({ items }) => items.length === 0))
    return failure(importText.noDocuments, read.value.problems);
  return {
    ok: true,
    value: { ...read.value, queries: /(?:^|[^a-z])(?:queries|topics)(?:[^a-z]|$)/i.test(name ?? "") },
  };
}

type Read = Parsed<Omit<FileContent, "queries">>;

function readAs(reader: Reader, text: string, name: string, options: ReadOptions): Read {
  switch (reader) {
    case "json":
      return readJson(text, "any");
    case "json-lines":
      return readJson(text, "lines");
    case "comma-separated":
    case "tab-separated": {
      const json = /^\s*[[{]/.test(text) ? readJson(text, "any") : undefined;
      if (json?.ok) return json;
      return readCells(text, reader === "tab-separated" ? "\t" : undefined, options, name);
    }
    case "lines": {
      const values = /^\s*(?:[[{]|\/[/*])/.test(text) ? readJsonValues(text, "any") : undefined;
      const json = values?.ok ? readValues(values.value) : undefined;
      // A list of objects was meant as documents; anything else can be a text that looks like JSON.
      if (json?.ok || (json && /^\s*\[\s*\{/.test(text))) return json;
      const found = readJudgements(text);
      if (found) return { ok: true, value: { lists: [], judgements: found, problems: [] } };
      const tabbed = delimiterLine.test(text) || looksTabbed(text) || options.delimiter !== undefined;
      if (tabbed) return readCells(text, "\t", options, name);
      return { ok: true, value: { lists: readLines(text, fileExtension(name) === ".md"), problems: [] } };
    }
  }
}

function readCells(text: string, delimiter: string | undefined, options: ReadOptions, name: string): Read {
  const found = readJudgements(text);
  if (found) return { ok: true, value: { lists: [], judgements: found, problems: [] } };
  const read = readTable(text, delimiter, options);
  if (!read.ok) return read;
  const { list, table } = read.value;
  return {
    ok: true,
    value: { lists: /triples/i.test(name) ? splitTriples(list) : splitByQuery(list), table, problems: [] },
  };
}

/** Whether pasted text is one document: the reader finds a single line in it and nothing else. */
export function isOneText(text: string): boolean {
  const read = readText({ name: undefined, text });
  const list = read.ok ? read.value.lists[0] : undefined;
  return list?.form === "lines" && list.items.length === 1;
}

/** Reads JSON alone, as the JSON pane does. */
export function readJson(text: string, expect: "one" | "lines" | "any"): Read {
  if (text.trim() === "") return failure(importText.noDocuments);
  const read = readJsonValues(text, expect);
  return read.ok ? readValues(read.value) : read;
}

function readValues({ items, problems }: JsonValues): Read {
  const found = judgementRows(items);
  if (found) return { ok: true, value: { lists: [], judgements: found, problems } };
  const lists = jsonLists(items).flatMap(splitByQuery);
  if (lists.length > 0) return { ok: true, value: { lists, problems } };
  if (isScoresOnly(items)) return failure(importText.scoresOnly);
  return failure(importText.noDocuments, [...problems, ...elementProblems(items)]);
}

/** BEIR's and MTEB's judgements as JSON. */
function judgementRows(items: readonly JsonItem[]): FileContent["judgements"] {
  const first = items[0]?.value;
  const rows: unknown[] =
    items.length === 1 && Array.isArray(first) ? first : items.map(({ value }) => value);
  const entries = rows.flatMap((row) => {
    const [query, id, value] = ["query-id", "corpus-id", "score"].map((key) => property(row, key));
    const named = [query, id].every((key) => typeof key === "string" || typeof key === "number");
    return named && typeof value === "number" ? [{ query: String(query), id: String(id), value }] : [];
  });
  return entries.length > 0 && entries.length === rows.length ? judgements("qrels", entries) : undefined;
}

/** @param extension of a file that is not text */
function describeBinary(extension: string): string {
  const readable = formats.some(({ extensions }) => extensions.includes(extension));
  if (readable) return importText.notText;
  return importText.unsupported(
    extension,
    formats.map(({ name }) => name),
  );
}
