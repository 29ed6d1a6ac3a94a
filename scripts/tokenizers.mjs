/**
 * Compares the tokenizers with Python's on the corpus and prints what differs.
 *
 *   npm run tokenizers                      every tokenizer that is at hand, and the variants
 *   npm run tokenizers -- xlmr --show 20    one of them, with its first texts
 *   npm run tokenizers -- --library         what transformers.js gives instead
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { importSource } from "./import-source.mjs";
import { root } from "./install.mjs";
import { group, mismatches, readRecord, readVariants } from "./tokenizers/compare.mjs";
import { corpus, longTexts } from "./tokenizers/corpus.mjs";
import { variants } from "./tokenizers/variants.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { show: { type: "string", default: "0" }, library: { type: "boolean", default: false } },
});

/** @typedef {{ encode(text: string): readonly number[], decode(ids: readonly number[]): string }} Tokenizer */

/** @param {string} json @param {string} config @returns {Promise<Tokenizer>} */
async function ours(json, config) {
  const { createTokenizer } = await importSource("src/engine/worker/tokenizer.ts");
  /** @param {string} text */
  const file = (text) => ({ name: "tokenizer.json", blob: new Blob([text]) });
  return createTokenizer(file(json), file(config));
}

/** @param {string} json @param {string} config @returns {Promise<Tokenizer>} */
async function library(json, config) {
  const { PreTrainedTokenizer } = await import("@huggingface/transformers");
  const tokenizer = new PreTrainedTokenizer(JSON.parse(json), JSON.parse(config));
  return {
    encode: (text) => (text === "" ? [] : tokenizer.encode(text, { add_special_tokens: false })),
    decode: (ids) =>
      ids.length === 0 ? "" : tokenizer.decode([...ids], { clean_up_tokenization_spaces: false }),
  };
}

const create = values.library ? library : ours;
const texts = corpus();
const encoder = new TextEncoder();
let failed = false;

/** @param {string} name @param {number} count @param {number} all @param {string} more */
function report(name, count, all, more) {
  failed ||= count > 0;
  console.log(`${name.padEnd(20)} ${String(count).padStart(5)} of ${all} differ${more}`);
}

/** @param {string} name */
const isWanted = (name) => positionals.length === 0 || positionals.includes(name);

/** @param {Tokenizer} tokenizer @param {string} hashes */
function decodedOtherwise(tokenizer, hashes) {
  /** @param {string} text */
  const bytes = (text) => [...encoder.encode(tokenizer.decode(tokenizer.encode(text)))];
  return mismatches(texts, hashes, bytes, { together: group }).length;
}

/** @type {Record<string, string>} */
const folders = JSON.parse(readFileSync(join(root, "scripts/tokenizers/tokenizers.json"), "utf8"));
for (const [name, folder] of Object.entries(folders).filter(([known]) => isWanted(known))) {
  if (!existsSync(join(root, folder, "tokenizer.json"))) {
    console.log(`${name.padEnd(20)} not at hand (${folder})`);
    continue;
  }
  const [json = "", config = ""] = ["tokenizer.json", "tokenizer_config.json"].map((file) =>
    readFileSync(join(root, folder, file), "utf8"),
  );
  const tokenizer = await create(json, config);
  const record = readRecord(name);
  const started = performance.now();
  const different = mismatches(texts, record.ids, (text) => tokenizer.encode(text));
  const time = `${Math.round(performance.now() - started)} ms`;
  const decoded = decodedOtherwise(tokenizer, record.decoded);
  const long = mismatches(longTexts(), record.long, (text) => tokenizer.encode(text));
  failed ||= decoded + long.length > 0;
  report(
    name,
    different.length,
    texts.length,
    ` (${time}), ${decoded} groups decode otherwise, ${long.length} long texts differ`,
  );
  for (const at of different.slice(0, Number(values.show)))
    console.log(`  ${at} ${JSON.stringify(texts[at])} → ${tokenizer.encode(texts[at] ?? "").join(" ")}`);
}

/** @param {object} variant @param {{ ids: string, decoded: string }} hashes */
async function variantProblem(variant, hashes) {
  try {
    const tokenizer = await create(JSON.stringify(variant), "{}");
    const different = mismatches(texts, hashes.ids, (text) => tokenizer.encode(text), { together: group });
    if (different.length > 0) return `${different.length} groups differ, from text ${different[0]}`;
    const decoded = decodedOtherwise(tokenizer, hashes.decoded);
    return decoded > 0 ? `${decoded} groups decode otherwise` : undefined;
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause);
  }
}

if (isWanted("variants")) {
  const hashes = readVariants();
  const all = Object.entries(variants());
  let wrong = 0;
  for (const [name, variant] of all) {
    const problem = await variantProblem(variant, hashes[name] ?? { ids: "", decoded: "" });
    if (problem === undefined) continue;
    wrong += 1;
    console.log(`  ${name}: ${problem.slice(0, 200)}`);
  }
  report("variants", wrong, all.length, "");
}
process.exitCode = failed ? 1 : 0;
