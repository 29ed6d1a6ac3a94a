/** The tokenizers of the fixtures, against what Python's `tokenizers` makes of the same texts. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { group, mismatches, readRecord, readVariants } from "../../../../scripts/tokenizers/compare.mjs";
import { corpus } from "../../../../scripts/tokenizers/corpus.mjs";
import { variants } from "../../../../scripts/tokenizers/variants.mjs";
import { joinPair, joinSingle } from "../../../../src/engine/worker/encoding.ts";
import { type Tokenizer, createTokenizer } from "../../../../src/engine/worker/tokenizer.ts";

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

/** `npm run tokenizers` compares all groups; here, every so many. */
const steps = { texts: 12, groups: 15 };

function expectSame(
  { encode, decode }: Tokenizer,
  hashes: { ids: string; decoded: string },
  together: number,
) {
  expect(
    mismatches(texts, hashes.ids, encode, { together, step: together === 1 ? steps.texts : steps.groups }),
  ).toEqual([]);
  const bytes = (text: string) => [...encoder.encode(decode(encode(text)))];
  expect(mismatches(texts, hashes.decoded, bytes, { together: group, step: 3 * steps.groups })).toEqual([]);
}

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
}, 20_000);

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
  [
    'added token "xqz" has the id 7 and would get 1500',
    { ...bert, added_tokens: [{ id: 7, content: "xqz", special: false }] },
    {},
  ],
  ["split_special_tokens", bert, { split_special_tokens: true }],
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
});

describe("tokenizer_config.json", () => {
  const folder = `${hub}/tiny-bert-cross-encoder`;
  const encode = async (config: object, text: string) =>
    (await create(bert, { ...readJson(folder, "tokenizer_config.json"), ...config })).encode(text);

  test("a BERT class sets the lower case, the accents and the ideographs", async () => {
    const normalizer = { ...Object(bert["normalizer"]) };
    const direct = async (changes: object, text: string) =>
      (await create({ ...bert, normalizer: { ...normalizer, ...changes } }, {})).encode(text);
    const text = "The TRAIN façade 東京";
    expect(await encode({ do_lower_case: false }, text)).toEqual(await direct({ lowercase: false }, text));
    expect(await encode({ do_lower_case: false }, text)).not.toEqual(await encode({}, text));
    expect(await encode({ strip_accents: false }, text)).toEqual(
      await direct({ strip_accents: false }, text),
    );
    expect(await encode({ tokenize_chinese_chars: false }, text)).toEqual(
      await direct({ handle_chinese_chars: false }, text),
    );
    expect(await encode({ do_lower_case: false, tokenizer_class: "PreTrainedTokenizerFast" }, text)).toEqual(
      await encode({}, text),
    );
  });

  test("special tokens that tokenizer.json does not list are found in a text", async () => {
    const { added_tokens: _, ...plain } = bert;
    const tokenizer = await create(plain, readJson(folder, "tokenizer_config.json"));
    expect(tokenizer.encode("a [SEP] b")).toContain(3);
    expect((await create(plain, {})).encode("a [SEP] b")).not.toContain(3);
  });
});
