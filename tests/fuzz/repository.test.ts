/** Repositories and folders: every file of one is hostile, and what is made of them is a valid model or a refusal. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import * as v from "valibot";
import { inspectFiles, inspectRepository } from "../../src/engine/local/inspect-repository.ts";
import { parseAddress } from "../../src/engine/local/inspect/address.ts";
import { type ModelEntry, modelFiles } from "../../src/models/model.ts";
import { Fields, Manifest } from "../../src/models/manifest.ts";
import { isInFolder } from "../../src/models/recipes.ts";
import { overTinyBert } from "../unit/engine/local/inspect/tiny-repositories.ts";
import { must, resultOrFault } from "./expectations.ts";
import { damagedBytes, damagedJson, damagedJsonText, hostileText, hostileValue } from "./hostile.ts";
import { fuzz } from "./targets.ts";

const dense = overTinyBert("tests/fixtures/sentence-transformers/dense-tanh");
const textOf = (path: string): string => readFileSync(path, "utf8");
const jsonOf = (path: string): unknown => JSON.parse(textOf(path));
const declarations = "tests/fixtures/sentence-transformers/dense-tanh";
const hub = "tests/fixtures/hub/tabrank";

/** The files that say how a repository scores, each with what stands in it. */
const declaring: Record<string, unknown> = {
  "config.json": jsonOf(`${hub}/tiny-bert-bi-encoder/config.json`),
  "tokenizer_config.json": jsonOf(`${hub}/tiny-bert-bi-encoder/tokenizer_config.json`),
  "modules.json": jsonOf(`${declarations}/modules.json`),
  "config_sentence_transformers.json": {
    model_type: "SentenceTransformer",
    prompts: { query: "q: " },
    default_prompt_name: "query",
    similarity_fn_name: "dot",
  },
  "sentence_bert_config.json": {
    max_seq_length: 64,
    do_lower_case: true,
    transformer_task: "feature-extraction",
  },
  "1_Pooling/config.json": jsonOf(`${declarations}/1_Pooling/config.json`),
  "2_Dense/config.json": jsonOf(`${declarations}/2_Dense/config.json`),
};
const card = textOf(`${declarations}/README.md`);

/** A model that was derived is one that a `tabrank.json` could describe. */
function mustBeModel(model: ModelEntry): void {
  const { source: _, golden: _golden, ...entry } = model;
  const parsed = v.safeParse(Fields, { ...entry, tabrank: 1 });
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw new Error(`${v.getDotPath(issue)}: ${issue.message} (${String(issue.input)})`);
  }
  for (const variant of model.variants)
    for (const { path, bytes } of modelFiles(model, variant)) {
      must(isInFolder(path), `a file lies in the folder, and not at ${path}`);
      must(Number.isSafeInteger(bytes) && bytes >= 0, `a size is a number of bytes, and not ${bytes}`);
    }
  if (typeof model.golden === "object") {
    must(model.golden.pairs.length <= 200, "a self-test has an end");
    must(Number.isFinite(model.golden.uncertainty), "an uncertainty is a number");
  }
}

const damaged = fc
  .constantFrom(...Object.keys(declaring))
  .chain((path) =>
    damagedJsonText(declaring[path]).map((text): [path: string, text: string] => [path, text]),
  );
const hostileCard = fc
  .tuple(
    fc.nat(),
    fc.oneof(
      hostileText,
      fc.constantFrom('"\\xzz"', '"\\U00ffffff"', '"\\ud800"', "[[[[", "1e400", "```python\n"),
    ),
  )
  .map(([at, text]): [path: string, text: string] => [
    "README.md",
    card.slice(0, at % card.length) + text + card.slice(at % card.length),
  ]);

fuzz(
  "repository: damaged declarations",
  fc.array(fc.oneof({ weight: 6, arbitrary: damaged }, hostileCard), { minLength: 1, maxLength: 3 }),
  async (changes) => {
    const files = new Map(dense);
    for (const [path, text] of changes) files.set(path, new Blob([text]));
    const model = await resultOrFault(() => inspectFiles("tiny", files));
    if (model) mustBeModel(model);
  },
);

const manifests = ["tiny-listwise", "tiny-multimodal", "tiny-answerai-colbert", "tiny-yes-no"].map((name) =>
  jsonOf(`${hub}/${name}/tabrank.json`),
);

fuzz(
  "repository: a damaged tabrank.json",
  fc.oneof(...manifests.map(damagedJson), hostileValue),
  async (value) => {
    const parsed = v.safeParse(Manifest, value);
    if (!parsed.success) return;
    const { tabrank: _, ...entry } = parsed.output;
    mustBeModel({ ...entry, source: { kind: "hub", revision: "main" } });
    for (const { score } of parsed.output.golden?.pairs ?? [])
      must(Number.isFinite(score), "a golden score is a number");
    const { recipe } = parsed.output;
    if (recipe.family === "multimodal") must(Number.isFinite(recipe.bias), "a bias is a number");
  },
);

fuzz("repository: a folder with a damaged tabrank.json", damagedJsonText(manifests[0]), async (text) => {
  const model = await resultOrFault(() =>
    inspectFiles("tiny", new Map([["tabrank.json", new Blob([text])]])),
  );
  if (model) mustBeModel(model);
});

const onnx = readFileSync(`${hub}/tiny-bert-bi-encoder/onnx/model.onnx`);

fuzz("repository: damaged weights", damagedBytes(onnx), async (bytes) => {
  const files = new Map(dense);
  files.set("onnx/model.onnx", new Blob([bytes]));
  const model = await resultOrFault(() => inspectFiles("tiny", files));
  if (model) mustBeModel(model);
});

const siblings = [...dense].map(([rfilename, { size }]) => ({ rfilename, size }));
const hubAnswer = {
  sha: "0123456789abcdef0123456789abcdef01234567",
  pipeline_tag: "feature-extraction",
  cardData: { license: "mit", language: ["en"] },
  siblings,
};
const further = fc.array(
  fc.record({
    rfilename: fc.oneof(
      hostileText.map((text) => `onnx/model.onnx_data${text}`),
      fc.constantFrom(
        "onnx/model.onnx_data/../../../../evil",
        "../config.json",
        "/etc/passwd",
        "onnx/model.onnx_data%2f..%2f..",
        "onnx\\model.onnx_data",
      ),
    ),
    size: fc.oneof(fc.constantFrom(-1, 0.5, 1e308, null), fc.nat()),
  }),
  { maxLength: 3 },
);
const hosts = "https://hub.example";

fuzz(
  "repository: a damaged answer of the Hub",
  fc.tuple(damagedJson(hubAnswer), further, damaged),
  async ([answer, more, [path, text]]) => {
    const listed = Object(answer).siblings;
    const body =
      typeof answer === "object" && Array.isArray(listed)
        ? { ...answer, siblings: [...listed, ...more] }
        : answer;
    let json: string;
    try {
      json = JSON.stringify(body) ?? "";
    } catch {
      return;
    }
    const fetched: string[] = [];
    const fetch = async (input: string | URL | Request): Promise<Response> => {
      const url = input instanceof Request ? input.url : String(input);
      fetched.push(new URL(url).href);
      if (url.startsWith(`${hosts}/api/`)) return new Response(json);
      const file = url.slice(url.indexOf("/resolve/")).split("/").slice(3).join("/");
      if (file === path) return new Response(text);
      const blob = dense.get(file);
      return blob ? new Response(blob) : new Response("", { status: 404 });
    };
    const model = await resultOrFault(() => inspectRepository("tabrank/tiny", { hubHost: hosts, fetch }));
    for (const url of fetched)
      must(
        url.startsWith(`${hosts}/api/models/tabrank/tiny`) ||
          url.startsWith(`${hosts}/tabrank/tiny/resolve/`),
        `a file lies in its repository, and not at ${url}`,
      );
    if (!model) return;
    mustBeModel(model);
    must(model.source.kind !== "hub" || /^[\w.-]+$/.test(model.source.revision), "a revision is a name");
  },
);

fuzz(
  "repository: any address",
  fc.oneof(
    hostileText,
    fc.webUrl({ withFragments: true, withQueryParameters: true }),
    hostileText.map((text) => `${hosts}/org/name/tree/${text}`),
    hostileText.map((text) => `https://huggingface.co/${text}`),
    fc.tuple(hostileText, hostileText).map(([name, revision]) => `org/${name}@${revision}`),
    fc.constantFrom(
      "../..",
      "org/..",
      "org/name@../../x",
      "javascript:alert(1)",
      "file:///etc",
      "data:text/html,x",
      "hf.co/datasets/x",
    ),
  ),
  async (input) => {
    const address = parseAddress(input, hosts);
    await resultOrFault(() =>
      inspectRepository(input, { hubHost: hosts, fetch: async () => new Response("", { status: 404 }) }),
    );
    if (address?.kind === "url")
      must(/^https?:$/.test(new URL(address.baseUrl).protocol), "a folder is reached over HTTP");
    if (address?.kind !== "hub") return;
    must(/^[\w.-]+\/[\w.-]+$/.test(address.repository), "a repository is a name");
    const { pathname } = new URL(`${hosts}/api/models/${address.repository}`);
    must(pathname === `/api/models/${address.repository}`, "its address is that of a repository");
  },
);
