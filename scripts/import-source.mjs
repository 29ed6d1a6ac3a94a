import { join } from "node:path";
import { runnerImport } from "vite";
import { catalogueParts } from "./bundling.mjs";
import { root } from "./install.mjs";

/**
 * Imports a TypeScript module into a script; Node 20 cannot do that itself.
 * @param {string} path relative to the repository
 */
export async function importSource(path) {
  const { module } = await runnerImport(join(root, path), {
    root,
    configFile: false,
    logLevel: "warn",
    plugins: [catalogueParts()],
  });
  return module;
}
