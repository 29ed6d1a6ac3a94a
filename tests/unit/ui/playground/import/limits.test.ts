import { expect, test } from "vitest";
import { limits } from "../../../../../src/contract/limits.ts";
import { readFile, readText } from "../../../../../src/ui/playground/features/documents/import/read.ts";
import { readPane } from "../../../../../src/ui/playground/features/documents/import/read-pane.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const deep = (levels: number): string => `${"[".repeat(levels)}1${"]".repeat(levels)}`;
const tooDeep = "This JSON has more than 100 lists and objects inside each other.";

test.each([
  ["deep.jsonl", `{"text":"a","metadata":{"x":${deep(100_000)}}}\n`],
  ["deep.json", `[{"text":"a","metadata":{"x":${deep(5000)}}}]`],
  ["open.json", "[".repeat(1_000_000)],
  ["lines.json", deep(200).replaceAll("[", "[\n")],
  ["objects.jsonl", `${'{"a":'.repeat(50_000)}1${"}".repeat(50_000)}`],
])("%s is refused with the limit", async (name, text) => {
  const { content } = await readFile(name, bytes(text));
  expect(content).toMatchObject({ ok: false, problems: [{ message: tooDeep }] });
});

test("lines that each lack a bracket are damaged, not deep", async () => {
  const text = `{"text":"first"}\n${'{"text":"cut"\n'.repeat(300)}`;
  const { content } = await readFile("cut.jsonl", bytes(text));
  expect(content.ok && content.value.lists[0]?.items.length).toBe(1);
});

test("more text than the limit is refused before it is read", () => {
  expect(readText({ name: "a.txt", text: "a".repeat(limits.bytes + 1) })).toEqual({
    ok: false,
    problems: [{ message: "The file has more than 50 MB of text. Open a part of it." }],
  });
});

test("the JSON pane names the document that is too long", () => {
  const read = readPane(JSON.stringify(["fine", "a".repeat(limits.characters + 1)]));
  expect(read).toEqual({
    kind: "problems",
    problems: [{ message: "documents[1] must not have more than 1,000,000 characters." }],
  });
});
