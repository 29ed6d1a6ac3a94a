/**
 * Budgets of the build, in kilobytes after gzip: what a visitor fetches for the first view, and what a run adds.
 * ONNX Runtime's WASM and the model are data of a known size; they are checked uncompressed.
 */
import { readFileSync, readdirSync } from "node:fs";
import { posix } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { importSource } from "./import-source.mjs";

const dist = fileURLToPath(new URL("../dist/", import.meta.url));
const files = readdirSync(dist, { recursive: true }).map(String);
const html = readFileSync(`${dist}index.html`, "utf8");

/** What index.html names: the script, and what it imports at once. */
const firstScripts = [...html.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.js)"/g)].map(
  ([, path = ""]) => path,
);
/** A script and all that it imports at once, of the site or, as `../lib/…`, of the package. @param {string} path @param {Set<string>} found */
function withImports(path, found = new Set()) {
  if (found.has(path)) return found;
  found.add(path);
  const code = readFileSync(dist + path, "utf8");
  for (const [, other = ""] of code.matchAll(/(?:from|import)\s*"(\.[^"]+\.js)"/g))
    withImports(posix.join(posix.dirname(path), other), found);
  return found;
}
/** @param {RegExp} pattern */
const matching = (pattern) => files.filter((path) => pattern.test(path));

/** What a run adds for one family: tokenizer, session and the family, with all that they import at once. */
const { families } = await importSource("src/models/families.ts");
const workerBudgets = Object.keys(families).map((name) => ({
  name: `worker: ${name}`,
  found: [...new Set([`loaded-model`, name].flatMap((start) => [...withImports(scriptOf(start))]))],
  gzip: true,
  kilobytes: 40,
}));

/** The only script of that name; that of the head is fetched beside it, where there is one. @param {string} name */
function scriptOf(name) {
  return matching(new RegExp(`^assets/${name}-.{8}\\.js$`))[0] ?? `assets/${name}.js`;
}

const budgets = [
  {
    name: "library: before the engine",
    found: [...withImports("../lib/index.js")],
    gzip: true,
    kilobytes: 8,
  },
  { name: "page: first scripts", found: firstScripts, gzip: true, kilobytes: 135 },
  { name: "element: first scripts", found: [...withImports("element.js")], gzip: true, kilobytes: 20 },
  { name: "page: style", found: matching(/^assets\/index-.*\.css$/), gzip: true, kilobytes: 12 },
  {
    name: "worker: before the model",
    found: [...withImports(scriptOf("rerank.worker"))],
    gzip: true,
    kilobytes: 4,
  },
  ...workerBudgets,
  {
    name: "ONNX Runtime for WASM",
    found: matching(/^assets\/ort-wasm-simd-threaded-.*\.wasm$/),
    gzip: false,
    kilobytes: 14_400,
  },
  {
    name: "ONNX Runtime for WebGPU",
    found: matching(/^assets\/ort-wasm-simd-threaded\.jspi-.*\.wasm$/),
    gzip: false,
    kilobytes: 17_000,
  },
  { name: "model for WASM", found: matching(/^models\/.*model_w8a8\.onnx$/), gzip: false, kilobytes: 24_000 },
  {
    name: "model for WebGPU",
    found: matching(/^models\/.*model_w8a32\.onnx$/),
    gzip: false,
    kilobytes: 25_000,
  },
];

let failed = false;
for (const { name, found, gzip, kilobytes } of budgets) {
  const bytes = found.reduce((sum, path) => {
    const data = readFileSync(dist + path);
    return sum + (gzip ? gzipSync(data).length : data.length);
  }, 0);
  const fits = found.length > 0 && bytes <= kilobytes * 1000;
  failed ||= !fits;
  const size = `${(bytes / 1000).toFixed(1)} of ${kilobytes} kB${gzip ? " gzip" : ""}`;
  console.log(
    `${fits ? "fits   " : "TOO BIG"}  ${name.padEnd(32)} ${found.length === 0 ? "not found" : size}`,
  );
}
process.exitCode = failed ? 1 : 0;
