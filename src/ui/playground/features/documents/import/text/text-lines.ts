/** Reads plain text: a document for each line, or for each part. Pure. */
import { importText } from "../../../../text/import.ts";
import { recordList } from "../records/record-list.ts";
import type { Item, RecordList } from "../reading.ts";

/** Lines of their own, or paragraphs: both where lines seem to be broken for their length. The likelier list comes first. */
export function readLines(text: string, markdown: boolean): RecordList[] {
  const lines = numberedLines(text).map(({ line, value }) => ({ line, value: value.trim() }));
  const lineList = textList(importText.lines, lines);
  const parts = markdown ? markdownParts(text) : paragraphs(text);
  if (parts.length === lines.length) return [lineList];
  if (markdown) return [textList(importText.markdownParts, parts), lineList];
  return isWrapped(text) ? [textList(importText.paragraphs, parts), lineList] : [lineList];
}

const textList = (label: string, items: readonly Item[]): RecordList =>
  recordList(label, items, "lines", { direct: true });

function numberedLines(text: string): { line: number; value: string }[] {
  return text
    .split("\n")
    .flatMap((value, index) => (value.trim() === "" ? [] : [{ line: index + 1, value }]));
}

/** Blocks between blank lines, each as one line. */
function paragraphs(text: string): { line: number; value: string }[] {
  const blocks: { line: number; value: string }[] = [];
  let last = 0;
  for (const { line, value } of numberedLines(text)) {
    const block = blocks.at(-1);
    if (block && line === last + 1) block.value += ` ${value.trim()}`;
    else blocks.push({ line, value: value.trim() });
    last = line;
  }
  return blocks;
}

/** Whether most lines inside the blocks go on with a sentence: they begin with a small letter, the blocks with a capital. */
function isWrapped(text: string): boolean {
  const blocks = text.split(/\n\s*\n/).map((block) => block.trim().split("\n"));
  if (blocks.length < 2) return false;
  const inner = blocks.flatMap((lines) => lines.slice(1));
  const goingOn = blocks
    .filter(([first = ""]) => /^\p{Lu}/u.test(first))
    .flatMap(([, ...lines]) => lines.filter((line) => /^\s*\p{Ll}/u.test(line)));
  return goingOn.length > inner.length / 2;
}

const blockStart = /^\s*(?:[-*+]|\d+[.)])\s+|^\s*>\s?/;

/** Without the marks around it; `undefined` for any other line. Each step takes linear time, even of a row of marks. */
function headingText(line: string): string | undefined {
  const text = /^#{1,6}\s+(\S.*)$/.exec(line)?.[1];
  return text?.replace(/(?<!#)#+$/, "").trimEnd();
}

/** Paragraphs, list items and code of Markdown. Headings name what comes after them. */
function markdownParts(text: string): Item[] {
  const parts: { line: number; value: { text: string; title?: string } }[] = [];
  let title: string | undefined;
  let open = false;
  let fence = false;
  text.split("\n").forEach((line, index) => {
    const heading = fence ? undefined : headingText(line);
    if (heading !== undefined) title = heading;
    const fenceLine = /^\s*(```|~~~)/.test(line);
    const starts = !fence && blockStart.test(line);
    const part = parts.at(-1);
    if (heading !== undefined || fenceLine || line.trim() === "") {
      if (!fence || fenceLine) open = false;
      if (fenceLine) fence = !fence;
    } else if (open && !starts && part) {
      part.value.text += fence ? `\n${line}` : ` ${line.trim()}`;
    } else {
      const content = fence ? line : line.replace(blockStart, "").trim();
      parts.push({ line: index + 1, value: { ...(title !== undefined && { title }), text: content } });
      open = true;
    }
  });
  return parts;
}
