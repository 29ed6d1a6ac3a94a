import { readFileSync, readdirSync } from "node:fs";
import { beforeEach, describe, expect, test, vi } from "vitest";
import {
  makeDocuments,
  proposeChoice,
} from "../../../../../src/ui/playground/features/documents/import/proposal/documents.ts";
import { plainDocuments } from "../../../../../src/ui/playground/features/documents/import/proposal/plain.ts";
import { readFile } from "../../../../../src/ui/playground/features/documents/import/read.ts";
import type {
  FileContent,
  TextProblem,
} from "../../../../../src/ui/playground/features/documents/import/reading.ts";
import { expected } from "./expected.ts";
import { StandardTextDecoder } from "./windows-1252.ts";

const folder = new URL("../../../../fixtures/uploads/", import.meta.url);
const names = readdirSync(folder).filter((name) => name !== "client-requests.jsonl");
const bytesOf = (name: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(readFileSync(new URL(name, folder)));

beforeEach(() => {
  vi.stubGlobal("TextDecoder", StandardTextDecoder);
});

/** What the page shows first: the likeliest list with the proposed fields. */
function proposal(content: FileContent): { documents: unknown; problems: TextProblem[] } {
  const list = content.lists[0];
  if (!list) return { documents: undefined, problems: [...content.problems] };
  const { documents, problems } = makeDocuments(list, proposeChoice(list));
  return { documents, problems: [...content.problems, ...list.problems, ...problems] };
}

test("every fixture has an expected result, and the other way round", () => {
  expect(Object.keys(expected).sort()).toEqual(names.sort());
});

describe("a file becomes what its format says", () => {
  test.each(names)("%s", async (name) => {
    const { refused, refusedLine, ...want } = expected[name] ?? {};
    const reading = await readFile(name, bytesOf(name));
    if (refused !== undefined) {
      expect(reading.content).toMatchObject({
        ok: false,
        problems: expect.arrayContaining([
          expect.objectContaining({
            message: expect.stringContaining(refused),
            ...(refusedLine !== undefined && { line: refusedLine }),
          }),
        ]),
      });
      return;
    }
    if (!reading.content.ok) throw new Error(JSON.stringify(reading.content.problems));
    const content = reading.content.value;
    const { documents, problems } = proposal(content);
    expect(documents).toEqual(want.documents);
    expect(content.lists[0]?.query).toBe(want.query);
    expect(content.lists[0]?.topN).toBe(want.topN);
    expect(reading.guessed).toBe(want.guessed ?? false);
    if (want.encoding !== undefined || !reading.guessed)
      expect(reading.encoding).toBe(want.encoding ?? "utf-8");
    expect(problems.map(({ line, message }) => [line, message])).toEqual(
      (want.problems ?? []).map(([line, message]) => [line, expect.stringContaining(message)]),
    );
    expect(plainDocuments(content) !== undefined || reading.guessed).toBe(
      (want.plain ?? false) || reading.guessed,
    );
    expect(content.queries).toBe(want.queries ?? false);
    if (want.lists) expect(content.lists.map(({ label }) => label)).toEqual(want.lists);
    const topics = content.judgements?.topics.map(({ query, entries }) => [
      query,
      Object.fromEntries(entries.map(({ id, value }) => [id, value])),
    ]);
    expect(
      content.judgements && { kind: content.judgements.kind, topics: Object.fromEntries(topics ?? []) },
    ).toEqual(want.judgements);
  });
});
