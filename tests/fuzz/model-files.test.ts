/** A model's binary files and its tokenizer: read as they are, or refused by name. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import type { RerankErrorCode } from "../../src/contract/errors.ts";
import { readGraph } from "../../src/engine/local/inspect/onnx-graph.ts";
import { readTensor } from "../../src/engine/worker/safetensors.ts";
import { type Tokenizer, createTokenizer } from "../../src/engine/worker/tokenizer.ts";
import { checkTokenizer } from "../../src/engine/worker/tokenizer/definition.ts";
import { must, mustBeReadable, resultOrFault } from "./expectations.ts";
import { damagedBytes, damagedJsonText, hostileText } from "./hostile.ts";
import { fuzz } from "./targets.ts";

const unusable: ReadonlySet<RerankErrorCode> = new Set(["load_failed"]);

const graphs = "tests/fixtures/graphs";
const models = ["four-at-once", "int32", "offset-positions", "own-name", "static", "torch-data"].map((name) =>
  readFileSync(`${graphs}/${name}/model.onnx`),
);
/** Graphs inside the attributes of nodes inside graphs. */
const nestedGraphs = fc.constantFrom(10, 1000, 30_000).map((depth) => {
  let bytes: Buffer = Buffer.from([0x08, 0x01]);
  const field = (number: number, payload: Buffer): Buffer => {
    const head = [number * 8 + 2];
    for (let rest = payload.length; ; rest = Math.floor(rest / 128)) {
      head.push(rest < 128 ? rest : (rest % 128) + 128);
      if (rest < 128) break;
    }
    return Buffer.concat([Buffer.from(head), payload]);
  };
  for (let level = 0; level < Math.min(depth, 3000); level++) bytes = field(1, field(5, field(6, bytes)));
  return new Uint8Array(field(7, bytes));
});

fuzz(
  "graph: damaged ONNX bytes",
  fc.tuple(
    fc.oneof(
      { weight: 40, arbitrary: fc.oneof(...models.map(damagedBytes)) },
      { weight: 4, arbitrary: fc.uint8Array({ maxLength: 300 }) },
      nestedGraphs,
    ),
    fc.boolean(),
  ),
  ([bytes, whole]) => {
    const facts = readGraph(bytes, whole);
    if (!facts) return;
    must(facts.operators.size > 0, "a graph has operators");
    must(
      [...facts.operators, ...facts.externalData].every((name) => name.length <= bytes.length),
      "names are those of the file",
    );
  },
);

const tensors = readFileSync("tests/fixtures/sentence-transformers/dense-tanh/2_Dense/model.safetensors");
const header = JSON.parse(tensors.subarray(8, 8 + Number(tensors.readBigUInt64LE())).toString());
const withHeader = damagedJsonText(header).map((text) => {
  const json = Buffer.from(text);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  return new Uint8Array(
    Buffer.concat([length, json, tensors.subarray(8 + Number(tensors.readBigUInt64LE()))]),
  );
});

fuzz(
  "graph: a damaged safetensors file",
  fc.tuple(
    fc.oneof(damagedBytes(tensors), withHeader),
    fc.constantFrom("linear.weight", "linear.bias", "__proto__", "constructor"),
  ),
  async ([bytes, name]) => {
    const tensor = await resultOrFault(() => readTensor(bytes, name), unusable);
    if (!tensor) return;
    must(
      tensor.shape.every((size) => Number.isInteger(size) && size >= 0),
      "a shape has sizes",
    );
    must(
      tensor.shape.reduce((product, size) => product * size, 1) === tensor.data.length,
      "a tensor has its values",
    );
    must(tensor.data.byteLength <= 2 * bytes.length, "a tensor is no larger than its file");
  },
);

const hub = "tests/fixtures/hub/tabrank";
const folders = [
  "tiny-bert-cross-encoder",
  "tiny-jinabert-cross-encoder",
  "tiny-modernbert-cross-encoder",
  "tiny-listwise",
].map((name) => `${hub}/${name}`);
const readJson = (path: string): unknown => JSON.parse(readFileSync(path, "utf8"));
const file = (name: string, text: string) => ({ name, blob: new Blob([text]) });

interface Parts {
  json: string;
  config: string;
}
const damagedTokenizer: fc.Arbitrary<Parts> = fc.constantFrom(...folders).chain((folder) => {
  const json = readJson(`${folder}/tokenizer.json`);
  const config = readJson(`${folder}/tokenizer_config.json`);
  return fc.oneof(
    {
      weight: 4,
      arbitrary: damagedJsonText(json).map((text) => ({ json: text, config: JSON.stringify(config) })),
    },
    damagedJsonText(config).map((text) => ({ json: JSON.stringify(json), config: text })),
  );
});

fuzz("tokenizer: a damaged tokenizer.json", damagedTokenizer, async ({ json, config }) => {
  const tokenizer = await resultOrFault(
    () => createTokenizer(file("tokenizer.json", json), file("tokenizer_config.json", config)),
    unusable,
  );
  if (tokenizer) {
    mustTokenize(tokenizer, "What bakes bread? [SEP] <|im_end|> \u0000 ﷺ 👩‍👩‍👧‍👦", Infinity);
    return;
  }
  let values: unknown[];
  try {
    values = [JSON.parse(json), JSON.parse(config)];
  } catch {
    return;
  }
  for (const reason of checkTokenizer(values[0], values[1])) mustBeReadable(reason);
});

function mustTokenize(tokenizer: Tokenizer, text: string, size: number): void {
  const ids = tokenizer.encode(text);
  must(
    ids.every((id) => Number.isInteger(id) && id >= 0 && id < size),
    "an id is one of the vocabulary",
  );
  // One character of Arabic is eighteen after normalization.
  must(ids.length <= 20 * text.length + 20, "tokens are bounded by the text");
  const part = ids.slice(0, 2000);
  must(typeof tokenizer.decode(part) === "string", "tokens are decoded");
  const units = Math.floor(text.length / 2);
  const beginning = tokenizer.encodeBeginning(text, units);
  must(
    beginning.every((id, at) => id === ids[at]),
    "the beginning is that of the whole",
  );
}

const whole = await Promise.all(
  [...folders, `${hub}/tiny-xlmr-cross-encoder`, `${hub}/tiny-deberta-cross-encoder`].map(async (folder) => ({
    tokenizer: await createTokenizer(
      { name: "tokenizer.json", blob: new Blob([readFileSync(`${folder}/tokenizer.json`)]) },
      { name: "tokenizer_config.json", blob: new Blob([readFileSync(`${folder}/tokenizer_config.json`)]) },
    ),
    size: 300_000,
  })),
);

fuzz("tokenizer: any text", fc.tuple(fc.constantFrom(...whole.keys()), hostileText), ([at, text]) => {
  const chosen = whole[at];
  if (chosen) mustTokenize(chosen.tokenizer, text, chosen.size);
});
