/** One row of the settings table is all that a setting needs to be known everywhere. */
import { describe, expect, test } from "vitest";
import * as v from "valibot";
import { type RerankRequest, anyInput, parseRequest, textOnly } from "../../../src/contract/rerank.ts";
import {
  type SettingName,
  attributeName,
  propertyName,
  settingNames,
  settings,
} from "../../../src/contract/settings.ts";
import {
  RecordedReranker,
  createRecording,
  readRecordings,
  writeRecordings,
} from "../../../src/engine/remote/recordings.ts";
import { defaultSettings, SharedDraft } from "../../../src/ui/draft/shared-draft.ts";
import { requestSettings, typedSettings } from "../../../src/ui/draft/typed-settings.ts";
import { readParameters } from "../../../src/ui/embed/parameters.ts";
import { readMessage } from "../../../src/ui/embed/protocol.ts";
import { elementSnippet } from "../../../src/ui/playground/features/embed/embed-snippets.ts";
import { sameQuestion } from "../../../src/ui/playground/stores/ranking.ts";
import { describeError } from "../../../src/ui/text/describe-error.ts";

const request: RerankRequest = { query: "q", documents: ["a", "b"] };

/** A value that is not the default, as a request holds it. */
function sample(name: SettingName): string | number {
  const { input, schema, initial } = settings[name];
  if (input === "number") return 1;
  if (input === "text") return "find recipes";
  const other = ["none", "start", "end", "best"].find(
    (value) => value !== initial && v.is(schema.wrapped, value),
  );
  if (other === undefined) throw new Error(`No sample for ${name}.`);
  return other;
}

test("names of the wire become attributes and properties", () => {
  expect(attributeName("max_tokens_per_document")).toBe("max-tokens-per-document");
  expect(propertyName("max_tokens_per_document")).toBe("maxTokensPerDocument");
  expect(propertyName("top_n")).toBe("topN");
});

describe.each(settingNames)("%s", (name) => {
  const value = sample(name);
  const typed = { ...defaultSettings, ...typedSettings({ [name]: value }) };

  test("is a field of the request, and a wrong value is named", () => {
    expect(parseRequest({ ...request, [name]: value }, anyInput)).toMatchObject({ [name]: value });
    expect(() => parseRequest({ ...request, [name]: [] }, anyInput)).toThrow(`${name}: `);
  });

  test("is refused by models that do not take it", () => {
    const nothing = { images: false, instruction: false, passages: false };
    const parse = () => parseRequest({ ...request, [name]: value }, nothing);
    if (settings[name].takenBy) expect(parse).toThrow(`${name}: is not supported by this model`);
    else expect(parse()).toMatchObject({ [name]: value });
  });

  test("is what was typed into a form, which a draft keeps", () => {
    expect(requestSettings(typed, anyInput)).toEqual({ [name]: value });
    const draft = { v: 1, query: "q", documents: [], settings: typed };
    expect(v.parse(SharedDraft, JSON.parse(JSON.stringify(draft))).settings).toEqual(typed);
  });

  test("is in the iframe's address and messages", () => {
    const { attributes } = readParameters(`?${name}=${value}`);
    expect([...attributes]).toEqual([[attributeName(name), String(value)]]);
    const message = (given: unknown) => readMessage({ tabrank: 1, id: 1, type: "configure", [name]: given });
    expect(message(value)).toMatchObject({ kind: "request", request: { [name]: value } });
    expect(message(null)).toMatchObject({ kind: "request", request: { [name]: null } });
    expect(message([])).toMatchObject({ kind: "refused" });
  });

  test("is in the code that embeds the element", () => {
    const code = elementSnippet(
      { query: "q", rows: [], settings: { ...typed, modelId: "unknown/model" } },
      { site: "https://site.example/", mode: "full" },
    );
    expect(code).toContain(`${attributeName(name)}="${value}"`);
  });

  test("decides whether a recorded answer is the answer, unless it only limits the results", async () => {
    const response = {
      id: "1",
      object: "list" as const,
      model: "m",
      results: [
        { index: 1, relevance_score: 2 },
        { index: 0, relevance_score: 1 },
      ],
      usage: { prompt_tokens: 1, completion_tokens: 0, total_tokens: 1 },
    };
    const details = {
      at: "2026-01-01T00:00:00Z",
      server: "s",
      dialect: "generic",
      scores: "any",
      elapsedMs: 1,
    };
    const file = (asked: RerankRequest) =>
      readRecordings(writeRecordings([createRecording(asked, response, details)]));
    const withValue: RerankRequest = { ...request, [name]: value };
    const [recording] = file(withValue);
    expect(recording?.request[name]).toBe(value);
    await expect(new RecordedReranker(file(withValue)).rerank(withValue)).resolves.toBeDefined();
    const plain = new RecordedReranker(file(request)).rerank(withValue);
    if (settings[name].limitsResults) await expect(plain).resolves.toBeDefined();
    else await expect(plain).rejects.toMatchObject({ code: "bad_request" });
  });

  test("tells questions apart", () => {
    const draft = { query: "q", rows: [], settings: defaultSettings };
    expect(sameQuestion(draft, { ...draft, settings: typed })).toBe(
      requestSettings(defaultSettings, anyInput)[name] === value,
    );
  });

  test("has a label, by which an error names it", () => {
    try {
      parseRequest({ ...request, [name]: [] }, anyInput);
    } catch (error) {
      // oxlint-disable-next-line typescript/no-unsafe-argument -- what parseRequest throws
      expect(describeError(error as never)).toContain(`${settings[name].label} must be`);
    }
    expect.assertions(1);
  });
});

test("a choice with options is JSON in a form, which a draft keeps, and in an address", () => {
  const passages = { size: 64, overlap: 8 };
  const typed = { ...defaultSettings, ...typedSettings({ passages }) };
  expect(requestSettings(typed, anyInput)).toEqual({ passages });
  const draft = (settings: object) => v.parse(SharedDraft, { v: 1, query: "q", documents: [], settings });
  expect(draft(typed).settings).toEqual(typed);
  expect(draft({ ...typed, passages: '{"size":0}' }).settings.passages).toBe("none");
  const { attributes } = readParameters(`?passages=${encodeURIComponent(JSON.stringify(passages))}`);
  expect([...attributes]).toEqual([["passages", '{"size":64,"overlap":8}']]);
});

test.each([
  ["best", true],
  [{}, true],
  [{ size: 1, overlap: 0, max: 1 }, true],
  [{ overlap: 5 }, true],
  ["Best", false],
  [{ size: 0 }, false],
  [{ size: 4, overlap: 4 }, false],
  [{ max: 1.5 }, false],
  [{ size: "4" }, false],
  [{ length: 4 }, false],
  [true, false],
])("passages: %j is right: %s", (passages, right) => {
  const parse = () => parseRequest({ ...request, passages }, textOnly);
  if (right) expect(parse()).toMatchObject({ passages });
  else expect(parse).toThrow("passages: ");
});
