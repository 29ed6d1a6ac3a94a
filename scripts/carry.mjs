/** The options with which `npm start` and `npm run build` make a site that carries models of its owner's choice. */
import { cpSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { carriedModels } from "./bundling.mjs";
import { importSource } from "./import-source.mjs";
import { root } from "./install.mjs";

/** @typedef {typeof import("../src/engine/node/carry-models.ts")} CarryModels */
/** @typedef {{ models: string[], dtypes: string[], acceptLicence: boolean, withoutDefault: boolean, hubHost: string }} Wanted */

export const carryHelp = `  --model MODEL         carry this model and open the page with it: an id of the catalogue, a repository on the Hub,
                        the address of a folder laid out like one, or a folder of this machine; repeat the option for
                        more, the first is the default
  --dtype DTYPE         carry these weights; repeat the option for more (default: what the model prefers on WASM, which
                        every browser has)
  --accept-licence      carry models whose licence forbids commercial use, too
  --without-default     do not carry the embedded model
  --hub-host URL        server to download models from (default: https://huggingface.co)`;

/** @type {import("node:util").ParseArgsConfig["options"]} */
export const carryOptions = {
  model: { type: "string", multiple: true, default: [] },
  dtype: { type: "string", multiple: true, default: [] },
  "accept-licence": { type: "boolean", default: false },
  "without-default": { type: "boolean", default: false },
  "hub-host": { type: "string", default: "https://huggingface.co" },
};

/**
 * @param {NonNullable<import("node:util").ParseArgsConfig["options"]>} own options of the command itself
 * @returns {{ wanted: Wanted, values: Record<string, unknown> }}
 */
export function parseCommand(own) {
  const { values } = parseArgs({ options: { ...carryOptions, ...own } });
  const wanted = /** @type {Wanted} */ ({
    models: values["model"],
    dtypes: values["dtype"],
    acceptLicence: values["accept-licence"],
    withoutDefault: values["without-default"],
    hubHost: values["hub-host"],
  });
  if (wanted.models.length === 0 && (wanted.withoutDefault || wanted.dtypes.length > 0))
    throw new Error("Name at least one model with --model.");
  return { wanted, values };
}

const staging = join(root, ".cache/carried/public");
const embeddedFolder = join(root, "public/models/Xenova/all-MiniLM-L6-v2");

/**
 * Fetches the models and puts them beside the site's own public files.
 * @param {Wanted} wanted @param {AbortSignal} signal
 * @returns {Promise<import("vite").InlineConfig>} what the build of such a site needs
 */
export async function carry(wanted, signal) {
  /** @type {CarryModels} */
  const { carryModels } = await importSource("src/engine/node/carry-models.ts");
  const { describeCarried, progressLine } = createPrinter();
  rmSync(staging, { recursive: true, force: true });
  mkdirSync(staging, { recursive: true });
  cpSync(join(root, "public"), staging, {
    recursive: true,
    filter: (path) => !wanted.withoutDefault || !path.startsWith(embeddedFolder),
  });
  const carried = await carryModels({
    ...wanted,
    cacheFolder: join(root, ".cache/hub"),
    folder: join(staging, "models"),
    onModel: describeCarried,
    onProgress: progressLine,
    signal,
  });
  progressLine();
  return { publicDir: staging, plugins: [carriedModels(carried)] };
}

/** What is carried, line by line; the progress of a download in one line, where there is a terminal. */
function createPrinter() {
  const isTerminal = process.stdout.isTTY;
  let shown = "";
  /** @param {string} line */
  const show = (line) => {
    if (line === shown) return;
    if (isTerminal) process.stdout.write(`\r\u001B[2K${line}`);
    else if (line !== "") console.log(line);
    shown = line;
  };
  /** @param {import("../src/contract/reranker.ts").RerankProgress} [progress] */
  const progressLine = (progress) => {
    if (progress?.phase === "download") {
      const { loadedBytes, totalBytes } = progress;
      const tenths = Math.floor((10 * loadedBytes) / totalBytes);
      // A log gets a line for each tenth.
      const loaded = isTerminal ? loadedBytes : (tenths / 10) * totalBytes;
      return show(`  ${megabytes(loaded)} of ${megabytes(totalBytes)} MB`);
    }
    if (progress?.phase === "retry") {
      show("");
      console.log(`  ${progress.reason} Trying again in ${(progress.waitMs / 1000).toFixed(1)} s.`);
    }
    if (!progress) show("");
  };
  /** @param {import("../src/models/model.ts").ModelEntry} model @param {number} bytes */
  const describeCarried = ({ id, title, licence, languages, golden }, bytes) => {
    show("");
    console.log(`\n  ${title} (${id})`);
    console.log(`  ${megabytes(bytes)} MB · licence ${licence.name} · ${languages}`);
    if (licence.commercialUse === "unknown") console.log("  Read the licence: nothing says what it allows.");
    if (!golden) console.log("  Its scores will not be verified: no reference scores are known.");
  };
  return { describeCarried, progressLine };
}

/** @param {number} bytes */
const megabytes = (bytes) => (bytes / 1e6).toFixed(1);
