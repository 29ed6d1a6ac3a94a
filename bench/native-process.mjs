/**
 * The model in native ONNX Runtime, one thread, one text a run: a process that `bench.mjs` starts for each core.
 * It is given the model's folder, the weights' path and whole lists of texts; it answers with their vectors.
 */
import { AutoTokenizer, env } from "@huggingface/transformers";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { basename, dirname } from "node:path";

const [folder = "", weights = ""] = process.argv.slice(2);
env.allowRemoteModels = false;
env.localModelPath = dirname(dirname(folder));
const tokenizer = await AutoTokenizer.from_pretrained(`${basename(dirname(folder))}/${basename(folder)}`);
const session = await InferenceSession.create(weights, { intraOpNumThreads: 1, interOpNumThreads: 1 });

/** Mean over the tokens, of length 1. @param {string} text */
async function embed(text) {
  const { input_ids: ids } = tokenizer(text, { truncation: true, max_length: 256 });
  const values = BigInt64Array.from(ids.data, BigInt);
  const tensor = (/** @type {BigInt64Array} */ data) => new Tensor("int64", data, [1, values.length]);
  const { last_hidden_state: hidden } = await session.run({
    input_ids: tensor(values),
    attention_mask: tensor(values.map(() => 1n)),
    token_type_ids: tensor(values.map(() => 0n)),
  });
  const data = /** @type {Float32Array} */ (hidden?.data);
  const width = data.length / values.length;
  const mean = Array.from({ length: width }, (_, column) => {
    let sum = 0;
    for (let row = 0; row < values.length; row++) sum += data[row * width + column] ?? 0;
    return sum;
  });
  const length = Math.hypot(...mean);
  return mean.map((value) => value / length);
}

/** @param {string[]} texts */
async function answer(texts) {
  /** @type {number[][]} */
  const vectors = [];
  for (const text of texts) vectors.push(await embed(text));
  process.send?.(vectors);
}
process.on("message", (/** @type {string[]} */ texts) => void answer(texts));
process.send?.("ready");
