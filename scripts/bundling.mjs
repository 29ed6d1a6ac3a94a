/** What every build of ours needs, whichever bundler runs it: Vite for the site and the server, Rolldown for the package. */
import { readFileSync } from "node:fs";

/**
 * `onnxruntime-web/….wasm?url` as the address of that file in its package.
 * @param {(file: string) => string} address the code that tells it
 */
export function wasmAddresses(address) {
  const prefix = "\0wasm:";
  return {
    name: "wasm-addresses",
    enforce: /** @type {const} */ ("pre"),
    /** @param {string} source */
    resolveId: (source) =>
      source.endsWith(".wasm?url") ? prefix + source.slice(0, -"?url".length) : undefined,
    /** @param {string} id */
    load: (id) => (id.startsWith(prefix) ? `export default ${address(id.slice(prefix.length))};` : undefined),
  };
}

/** In Node ONNX Runtime reads its WASM where it is installed. @param {string} file */
export const installedAt = (file) => `import.meta.resolve(${JSON.stringify(file)})`;

/**
 * Splits each file of the model catalogue. Pages list models without golden scores and hashes, which the engine imports
 * as `<file>.json?golden` and `?hashes`; what predicts times imports their work as `?work`.
 */
export function catalogueParts() {
  return {
    name: "catalogue-parts",
    enforce: /** @type {const} */ ("pre"),
    /** @param {string} id */
    load(id) {
      const [path = "", query] = id.split("?");
      if (!/\/models\/catalogue\/[^/]+\.json$/.test(path)) return undefined;
      /** Hashes by path. @type {Record<string, string>} */
      const hashes = {};
      const text = readFileSync(path, "utf8");
      const {
        tabrank: _,
        work,
        golden,
        ...entry
      } = JSON.parse(text, (_key, value) => {
        if (typeof value?.sha256 !== "string") return value;
        hashes[value.path] = value.sha256;
        return { ...value, sha256: "catalogued" };
      });
      const listed = { ...entry, golden: "catalogued" };
      const part = { golden, work, hashes }[query ?? ""] ?? listed;
      return { code: JSON.stringify(part), moduleType: /** @type {const} */ ("json") };
    },
  };
}

/**
 * A site with models of its own: they come first in the catalogue, and so the first one is the default.
 * @param {{ models: { id: string }[], replaced: { id: string }[] }} carried entries of the models, and entries that
 *   take the place of others in the catalogue
 */
export function carriedModels({ models, replaced }) {
  const json = /** @type {const} */ ("json");
  return {
    name: "carried-models",
    enforce: /** @type {const} */ ("pre"),
    load: {
      // Before `catalogueParts`.
      order: /** @type {const} */ ("pre"),
      /** @param {string} id */
      handler(id) {
        if (id.endsWith("/models/carried.json")) return { code: JSON.stringify(models), moduleType: json };
        const entry = replaced.find(({ id: name }) =>
          id.endsWith(`/catalogue/${name.replace("/", "--")}.json`),
        );
        return entry && { code: JSON.stringify(entry), moduleType: json };
      },
    },
  };
}
