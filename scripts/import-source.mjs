import { join } from "node:path";
import { runnerImport } from "vite";
import { catalogueParts } from "./bundling.mjs";
import { root } from "./install.mjs";

/**
 * Imports a TypeScript module into a script; Node 20 cannot do that itself.
 * @param {string} path relative to the repository
 */
export async function importSource(path) {
  const { NODE_ENV: before } = process.env;
  const { module } = await runnerImport(join(root, path), {
    root,
    configFile: false,
    logLevel: "warn",
    plugins: [catalogueParts()],
  });
  // Vite leaves "development" there, and a build after it would take the development version of React.
  if (before === undefined) delete process.env["NODE_ENV"];
  else process.env["NODE_ENV"] = before;
  return module;
}
