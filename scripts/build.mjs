/** Builds what is older than its sources. */
import { existsSync, readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { root, run } from "./install.mjs";

/** When the latest of its files changed. A link that leads nowhere does not count. @param {string} path @returns {number} */
function newest(path) {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found?.isDirectory()) return found?.mtimeMs ?? 0;
  return Math.max(found.mtimeMs, ...readdirSync(path).map((entry) => newest(join(path, entry))));
}

/** What the playground is made of. */
export const siteSources = ["src", "public", "index.html", "embed.html", "scripts/site-headers.ts"];

/**
 * A build empties its folder first: one with anything but a site of ours in it is left alone.
 * @param {string} folder absolute path
 */
export function checkOut(folder) {
  if (!existsSync(folder) || readdirSync(folder).length === 0) return;
  // Only builds have it, and no folder of sources.
  if (!existsSync(join(folder, "tabrank-service-worker.js")) || existsSync(join(folder, "package.json")))
    throw new Error(
      `${folder} is not empty and holds no site of tabrank. Empty it, or name another with --out.`,
    );
}

/**
 * @param {string} built a file that every build writes
 * @param {string[]} sources files and folders that it is made of
 */
export function isOlder(built, sources) {
  const all = [...sources, "vite.config.ts", "package-lock.json"].map((path) => newest(resolve(root, path)));
  const path = join(root, built);
  return !existsSync(path) || Math.max(...all) > statSync(path).mtimeMs;
}

/**
 * @param {string} built a file that every build writes
 * @param {string[]} sources files and folders that it is made of
 * @param {string[]} parameters of `vite build`
 */
export function ensureBuilt(built, sources, parameters = []) {
  if (isOlder(built, sources)) run("npx", ["vite", "build", ...parameters]);
}

/** The server and the worker's script for Node. */
export function ensureServeBuilt() {
  const sources = ["contract", "models", "engine", "http"].map((folder) => `src/${folder}`);
  ensureBuilt(".cache/serve/main.js", sources, ["--mode", "serve", "--logLevel", "warn"]);
}
