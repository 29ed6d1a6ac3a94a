/**
 * Writes the tables in the docs that repeat what the code says. A table stands between `<!-- table: NAME -->` and
 * `<!-- /table -->`; `tables` has a renderer for each name.
 *
 *   node scripts/docs-tables.mjs            writes the tables
 *   node scripts/docs-tables.mjs --check    fails if one is out of date
 */
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { format } from "oxfmt";
import { importSource } from "./import-source.mjs";
import { root } from "./install.mjs";

/**
 * @typedef {import("../src/models/data-files.ts").CatalogueFile} CatalogueFile
 * @typedef {import("../src/models/data-files.ts").ExportableModel} ExportableModel
 * @typedef {import("../src/models/model.ts").Device} Device
 */

/** The JSON files of some models, in the order of the source's list. @param {string} folder @param {string} list */
async function readModels(folder, list) {
  const { [list]: models } = await importSource(`src/models/${list}.ts`);
  return models.map((/** @type {{ id: string }} */ { id }) =>
    JSON.parse(readFileSync(`${root}src/models/${folder}/${id.replace("/", "--")}.json`, "utf8")),
  );
}
/** @type {CatalogueFile[]} */
const catalogue = await readModels("catalogue", "catalogue");
/** @type {ExportableModel[]} */
const exportable = await readModels("exportable", "exportable");

const { settingNames, attributeName, propertyName } = await importSource("src/contract/settings.ts");
const { settingDocs } = await importSource("src/contract/settings-docs.ts");
/** Each setting's name and docs. @type {{ name: string, without: string, text: string }[]} */
const settings = settingNames.map((/** @type {string} */ name) => ({ name, ...settingDocs[name] }));

/** @type {Record<string, () => string[][]>} rows of a table, the head first; in the head, `:` at the end aligns right */
const tables = {
  models: () => [
    ["Model", "Kind", "WASM", "WebGPU", "Tokens", "Languages", "Licence"],
    ...catalogue.map((model) => [
      `${link(model.id)}${model.source.kind === "embedded" ? " (embedded)" : ""}`,
      model.recipe.family,
      size(model, "wasm"),
      size(model, "webgpu"),
      model.maxTokens.toLocaleString("en"),
      model.languages,
      licence(model),
    ]),
  ],
  "models-long": () => [
    [
      "Model",
      "Family",
      "Run it by",
      "WASM",
      "WebGPU",
      "Licence",
      "Tokens",
      "Languages",
      "Work:",
      "Golden scores",
    ],
    ...[...catalogue, ...exportable].map((model) => [
      model.id,
      "family" in model ? model.family : model.recipe.family,
      "command" in model ? "export" : model.source.kind === "embedded" ? "embedded" : "catalogue",
      sizeAndDtype(model, "wasm"),
      sizeAndDtype(model, "webgpu"),
      licence(model),
      model.maxTokens.toLocaleString("en"),
      model.languages,
      String(model.work),
      "golden" in model ? model.golden.source : "made by the export",
    ]),
  ],
  "request-fields": () => [
    ["Field", "Default", ""],
    [
      "`query`, `documents`",
      "required",
      "documents are texts, or objects with a `text` and any other fields, which come back with the result",
    ],
    ...settings.map(({ name, without, text }) => [`\`${name}\``, without, text]),
    ["`return_documents`", "`true`", "whether each result carries its document"],
  ],
  attributes: () => [
    ["Attribute", "Property", "Without it", ""],
    ["`query`", "`query`", "empty", ""],
    ["`documents`", "`documents`", "the `<li>` inside", "the property is not written back to the attribute"],
    ["`model`", "`model`", "all-MiniLM-L6-v2", "a model of the catalogue"],
    ["`device`", "`device`", "`auto`", "`auto`, `webgpu`, `wasm`"],
    ["`dtype`", "`dtype`", "what suits", "only these weights"],
    ...settings.map(({ name, without, text }) => [
      `\`${attributeName(name)}\``,
      `\`${propertyName(name)}\``,
      without,
      text,
    ]),
    ["`mode`", "`mode`", "`full`", "`full`: query, documents, results; `compact`: query, results; `results`"],
    ["`theme`", "`theme`", "`system`", "`system`, `light`, `dark`"],
    [
      "`model-base-url`",
      "`modelBaseUrl`",
      "beside `element.js`",
      "folder of the embedded model; a relative address starts from your page",
    ],
    ["`hub-host`", "`hubHost`", "huggingface.co", "where other models come from"],
    ["`autorun`", "`autorun`", "off", "runs by itself, and again 300 ms after a change"],
  ],
};

/** @param {string} id */
function link(id) {
  return `[${id.slice(id.indexOf("/") + 1)}](https://huggingface.co/${id})`;
}

/** @param {CatalogueFile | ExportableModel} model */
function licence({ licence: { name, commercialUse } }) {
  return commercialUse === "not-allowed" ? `${name}: **no commercial use**` : name;
}

/** The variant that a device prefers. @param {CatalogueFile | ExportableModel} model @param {Device} device */
function preferred(model, device) {
  const variant = model.variants.find(({ devices }) => devices.includes(device));
  if (!variant) return undefined;
  if ("bytes" in variant) return { dtype: variant.dtype, size: `≈ ${megabytes(variant.bytes)}` };
  const bytes = [...variant.files, ...(variant.vision ?? [])].reduce((sum, file) => sum + file.bytes, 0);
  return { dtype: variant.dtype, size: megabytes(bytes) };
}

/** @param {CatalogueFile | ExportableModel} model @param {Device} device */
function size(model, device) {
  return preferred(model, device)?.size ?? "–";
}

/** @param {CatalogueFile | ExportableModel} model @param {Device} device */
function sizeAndDtype(model, device) {
  const variant = preferred(model, device);
  return variant ? `${variant.size} (${variant.dtype})` : "–";
}

/** @param {number} bytes */
function megabytes(bytes) {
  return bytes < 1e9 ? `${Math.round(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}

/** @param {string[][]} rows */
function markdown([head = [], ...body]) {
  const line = (/** @type {string[]} */ cells) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  const titles = head.map((title) => title.replace(/:$/, ""));
  const rule = head.map((title) => (title.endsWith(":") ? "---:" : "---"));
  return [titles, rule, ...body].map(line).join("\n");
}

/** A page with its tables as the code has them. @param {string} text @param {string} path */
function withTables(text, path) {
  return text.replace(
    /(<!-- table: (\S+) -->\n)[\s\S]*?(<!-- \/table -->)/g,
    (_table, /** @type {string} */ start, /** @type {string} */ name, /** @type {string} */ end) => {
      const rows = tables[name];
      if (!rows)
        throw new Error(`${path} has a table "${name}", which scripts/docs-tables.mjs does not know.`);
      return `${start}\n${markdown(rows())}\n\n${end}`;
    },
  );
}

const pages = [
  "README.md",
  ...readdirSync(`${root}docs`, { recursive: true }).map((name) => `docs/${String(name)}`),
];
const options = JSON.parse(readFileSync(`${root}.oxfmtrc.json`, "utf8"));
for (const path of pages.filter((name) => name.endsWith(".md"))) {
  const text = readFileSync(root + path, "utf8");
  const { code } = await format(path, withTables(text, path), options);
  if (code === text) continue;
  if (process.argv.includes("--check")) {
    console.error(`${path}: a table is out of date. Run: node scripts/docs-tables.mjs`);
    process.exitCode = 1;
  } else writeFileSync(root + path, code);
}
