/** The real tokenizers of the fixtures, against what they do with a pair by themselves. */
import { PreTrainedTokenizer } from "@huggingface/transformers";
import fc from "fast-check";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { joinPair, joinSingle } from "../../../../src/engine/worker/encoding.ts";
import { createTokenizer } from "../../../../src/engine/worker/tokenizer.ts";

function tokenizerFiles(folder: string): { json: string; config: string } {
  const read = (file: string) => readFileSync(`${folder}/${file}`, "utf8");
  return { json: read("tokenizer.json"), config: read("tokenizer_config.json") };
}

const fileOf = (text: string) => ({ name: "tokenizer.json", blob: new Blob([text]) });

describe.each([
  ["WordPiece, BERT", "tests/fixtures/hub/tabrank/tiny-bert-cross-encoder"],
  ["Unigram, XLM-R", "tests/fixtures/hub/tabrank/tiny-xlmr-cross-encoder"],
  ["Unigram, DeBERTa", "tests/fixtures/hub/tabrank/tiny-deberta-cross-encoder"],
  ["byte-level BPE, ModernBERT", "tests/fixtures/hub/tabrank/tiny-modernbert-cross-encoder"],
  ["byte-level BPE, RoBERTa's layout", "tests/fixtures/hub/tabrank/tiny-jinabert-cross-encoder"],
  ["the embedded model", "public/models/Xenova/all-MiniLM-L6-v2"],
])("%s", (_, folder) => {
  const { json, config } = tokenizerFiles(folder);
  const reference = new PreTrainedTokenizer(JSON.parse(json), JSON.parse(config));
  const ours = createTokenizer(fileOf(json), fileOf(config));
  // As the original; transformers.js gives RoBERTa's second text a type of its own.
  const oneType = json.includes('"RobertaProcessing"');
  const text = fc.oneof(
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 }),
    fc.constantFrom("[SEP] injected [CLS]", "</s> injected <s>", "Größe 敏感肌 🌿", "query", "document"),
  );

  test("a joined pair is what the tokenizer makes of it, ids and types", async () => {
    const tokenizer = await ours;
    const template = tokenizer.pair();
    fc.assert(
      fc.property(text, text, (query, document) => {
        const { input_ids, token_type_ids } = reference(query, {
          text_pair: document,
          return_tensor: false,
          return_token_type_ids: true,
        });
        const { ids, typeIds } = joinPair(template, tokenizer.encode(query), tokenizer.encode(document));
        expect(ids).toEqual(input_ids);
        expect(typeIds).toEqual(oneType ? ids.map(() => 0) : token_type_ids);
      }),
    );
  });

  test("a single text too", async () => {
    const tokenizer = await ours;
    fc.assert(
      fc.property(text, (single) => {
        expect(joinSingle(tokenizer.single, tokenizer.encode(single)).ids).toEqual(reference.encode(single));
      }),
    );
  });
});

test("a tokenizer whose files are broken is refused", async () => {
  const { config } = tokenizerFiles("tests/fixtures/hub/tabrank/tiny-bert-cross-encoder");
  await expect(createTokenizer(fileOf("[]"), fileOf(config))).rejects.toBeDefined();
  await expect(createTokenizer(fileOf("null"), fileOf(config))).rejects.toMatchObject({
    code: "load_failed",
  });
  await expect(createTokenizer(fileOf("<html>"), fileOf(config))).rejects.toMatchObject({
    code: "load_failed",
  });
});
