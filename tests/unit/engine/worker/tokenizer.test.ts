/** The tokenizers of the fixtures, against what Python's `tokenizers` makes of the same texts. */
import { readFileSync } from "node:fs";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { group, mismatches, readRecord, readVariants } from "../../../../scripts/tokenizers/compare.mjs";
import { corpus } from "../../../../scripts/tokenizers/corpus.mjs";
import { variants } from "../../../../scripts/tokenizers/variants.mjs";
import { joinPair, joinSingle } from "../../../../src/engine/worker/encoding.ts";
import { type Tokenizer, createTokenizer } from "../../../../src/engine/worker/tokenizer.ts";
import { checkTokenizer } from "../../../../src/engine/worker/tokenizer/definition.ts";

const fileOf = (text: string) => ({ name: "tokenizer.json", blob: new Blob([text]) });
const create = (json: object, config: object) =>
  createTokenizer(fileOf(JSON.stringify(json)), fileOf(JSON.stringify(config)));

function readJson(folder: string, file: string): Record<string, unknown> {
  const value: unknown = JSON.parse(readFileSync(`${folder}/${file}`, "utf8"));
  return Object(value);
}
const load = (folder: string) =>
  create(readJson(folder, "tokenizer.json"), readJson(folder, "tokenizer_config.json"));

const texts = corpus();
const encoder = new TextEncoder();

/** `npm run tokenizers` compares all. Here: the texts that are written by hand, and every so many of the others. */
const handWritten = 400;
const steps = { texts: 15, groups: 30 };

function expectSame(
  { encode, decode }: Tokenizer,
  hashes: { ids: string; decoded: string },
  together: number,
) {
  const part = together === 1 ? { step: steps.texts, first: handWritten } : { step: steps.groups };
  expect(mismatches(texts, hashes.ids, encode, { together, ...part })).toEqual([]);
  const bytes = (text: string) => [...encoder.encode(decode(encode(text)))];
  expect(mismatches(texts, hashes.decoded, bytes, { together: group, step: 2 * steps.groups })).toEqual([]);
}

const Configs = v.object({
  text: v.string(),
  cases: v.array(
    v.object({
      base: v.string(),
      json: v.record(v.string(), v.unknown()),
      config: v.record(v.string(), v.unknown()),
      ids: v.array(v.number()),
    }),
  ),
});

const hub = "tests/fixtures/hub/tabrank";

describe.each([
  ["bert", `${hub}/tiny-bert-cross-encoder`],
  ["answerai-colbert", `${hub}/tiny-answerai-colbert`],
  ["xlmr", `${hub}/tiny-xlmr-cross-encoder`],
  ["jina-colbert", `${hub}/tiny-jina-colbert`],
  ["deberta", `${hub}/tiny-deberta-cross-encoder`],
  ["modernbert", `${hub}/tiny-modernbert-cross-encoder`],
  ["jinabert", `${hub}/tiny-jinabert-cross-encoder`],
  ["decoders", `${hub}/tiny-listwise`],
  ["all-MiniLM-L6-v2", "public/models/Xenova/all-MiniLM-L6-v2"],
])("%s", (name, folder) => {
  const loaded = load(folder);
  const record = readRecord(name);

  test("the corpus has the original's ids, and decodes alike", async () => {
    expectSame(await loaded, record, 1);
  });

  test("a text and a pair get the original's special tokens and types", async () => {
    const tokenizer = await loaded;
    const [query, document] = ["query", "document"].map(tokenizer.encode);
    expect(joinSingle(tokenizer.single, query ?? []).ids).toEqual(record.single);
    expect(joinPair(tokenizer.pair(), query ?? [], document ?? [])).toEqual(record.pair);
  });
});

test("every component and parameter gives the original's ids", async () => {
  const hashes = readVariants();
  expect(Object.keys(variants())).toEqual(Object.keys(hashes));
  for (const [name, variant] of Object.entries(variants())) {
    const tokenizer = await create(variant, {});
    expect(() => expectSame(tokenizer, hashes[name] ?? { ids: "", decoded: "" }, group), name).not.toThrow();
  }
}, 60_000);

test("a tokenizer whose files are broken is refused", async () => {
  const config = fileOf("{}");
  for (const json of ["[]", "null", "<html>", "{}"])
    await expect(createTokenizer(fileOf(json), config)).rejects.toMatchObject({ code: "load_failed" });
});

const bert = readJson(`${hub}/tiny-bert-cross-encoder`, "tokenizer.json");
const xlmr = readJson(`${hub}/tiny-xlmr-cross-encoder`, "tokenizer.json");
const jinabert = readJson(`${hub}/tiny-jinabert-cross-encoder`, "tokenizer.json");
const split = (pattern: string) => ({
  pre_tokenizer: { type: "Split", pattern: { Regex: pattern }, behavior: "Isolated", invert: false },
});

test.each<[message: string, json: Record<string, unknown>, config: object]>([
  ['normalizer "Foo"', { ...bert, normalizer: { type: "Foo" } }, {}],
  ['normalizer "Lowercase".*locale = "tr"', { ...bert, normalizer: { type: "Lowercase", locale: "tr" } }, {}],
  [
    'normalizer "Strip".*strip_left = missing',
    { ...bert, normalizer: { type: "Strip", strip_right: true } },
    {},
  ],
  [
    'normalizer "Foo"',
    { ...bert, normalizer: { type: "Sequence", normalizers: [{ type: "NFC" }, { type: "Foo" }] } },
    {},
  ],
  [
    'normalizer "Precompiled"',
    { ...xlmr, normalizer: { type: "Precompiled", precompiled_charsmap: "////" } },
    {},
  ],
  ['pre-tokenizer "UnicodeScripts"', { ...bert, pre_tokenizer: { type: "UnicodeScripts" } }, {}],
  ["\\\\\\\\w", { ...bert, ...split("\\w+") }, {}],
  ["\\(\\?i\\)", { ...bert, ...split("(?i)a") }, {}],
  ["can match nothing", { ...bert, ...split("a*") }, {}],
  ["letters that fold to one", { ...bert, ...split("(?i:st)") }, {}],
  ["a class in a class", { ...bert, ...split("[a-z&&[^b]]") }, {}],
  ["\\{1,2\\}\\+", { ...bert, ...split("\\p{N}{1,2}+") }, {}],
  ["\\\\\\\\p", { ...bert, ...split("\\p{Han}") }, {}],
  ['post-processor "Foo"', { ...bert, post_processor: { type: "Foo" } }, {}],
  ['decoder "CTC"', { ...bert, decoder: { type: "CTC" } }, {}],
  ['model "BPE".*dropout = 0.1', { ...jinabert, model: { ...Object(jinabert["model"]), dropout: 0.1 } }, {}],
  ['model "Unigram".*alpha = 1', { ...xlmr, model: { ...Object(xlmr["model"]), alpha: 1 } }, {}],
  ["tokenizer.json has version", { ...bert, version: "2.0" }, {}],
  ["tokenizer.json has surprise", { ...bert, surprise: 1 }, {}],
  ["split_special_tokens", bert, { split_special_tokens: true }],
  ["do_lower_case", xlmr, { do_lower_case: true, tokenizer_class: "XLMRobertaTokenizer" }],
  [
    'prepend_scheme = "first" is not supported after its normalizer "Strip"',
    {
      ...bert,
      normalizer: { type: "Strip", strip_left: true, strip_right: true },
      pre_tokenizer: { type: "Metaspace", replacement: "▁", prepend_scheme: "first", split: true },
    },
    {},
  ],
])("refused by name: %s", async (message, json, config) => {
  await expect(create(json, config)).rejects.toMatchObject({
    code: "load_failed",
    message: expect.stringMatching(message),
  });
  expect(checkTokenizer(json, config)).toEqual([expect.stringMatching(message)]);
});

test("an added token whose id the original would not give is refused", async () => {
  const json = { ...bert, added_tokens: [{ id: 7, content: "xqz", special: false }] };
  await expect(create(json, {})).rejects.toMatchObject({
    message: expect.stringContaining('added token "xqz" has the id 7 and would get 1500'),
  });
  expect(checkTokenizer(bert, {})).toEqual([]);
});

describe("tokenizer_config.json changes what tokenizer.json says, as in transformers", () => {
  const { text, cases } = v.parse(Configs, readJson("tests/fixtures/tokenizers", "configs.json"));

  test.each(cases)("$base $json $config", async ({ base, json, config, ids }) => {
    const folder = `${hub}/${base}`;
    const { encode } = await create(
      { ...readJson(folder, "tokenizer.json"), ...json },
      { ...readJson(folder, "tokenizer_config.json"), ...config },
    );
    expect(encode(text)).toEqual(ids);
  });

  test("the cases differ", () => {
    expect(new Set(cases.map(({ ids }) => String(ids))).size).toBeGreaterThan(10);
  });
});
