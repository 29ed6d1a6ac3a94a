/** `npm start`: installs what is missing, builds what has changed, serves the playground and prints the address. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { ensureBuilt, isOlder, siteSources } from "./build.mjs";
import { ensureDependencies, root } from "./install.mjs";

ensureDependencies();
const { carry, carryHelp, parseCommand } = await import("./carry.mjs");
const { build, preview } = await import("vite");

const help = `npm start -- [options]

Serves the playground on this machine.

${carryHelp}
  --open                open the page in the browser
  --help                show this help

PORT=8080 npm start takes another port.`;

/** A site with other models than the usual one, and what it was built with. */
const carrying = { folder: ".cache/carried/site", stamp: join(root, ".cache/carried/site.json") };

/** @param {import("./carry.mjs").Wanted} wanted @returns {Promise<string>} the folder to serve */
async function buildWith(wanted) {
  const stamp = JSON.stringify(wanted);
  const same = existsSync(carrying.stamp) && readFileSync(carrying.stamp, "utf8") === stamp;
  // Folders of this machine change without their name.
  const folders = wanted.models.map((model) => resolve(model)).filter((path) => existsSync(path));
  if (same && !isOlder(`${carrying.folder}/index.html`, [...siteSources, ...folders])) return carrying.folder;
  rmSync(carrying.stamp, { force: true });
  const site = await carry(wanted, new AbortController().signal);
  await build({ root, ...site, logLevel: "warn", build: { outDir: carrying.folder, emptyOutDir: true } });
  mkdirSync(join(root, ".cache/carried"), { recursive: true });
  writeFileSync(carrying.stamp, stamp);
  return carrying.folder;
}

/** @returns {string} the folder to serve */
function buildUsual() {
  ensureBuilt("dist/index.html", siteSources);
  return "dist";
}

/** @param {import("./carry.mjs").Wanted} wanted @returns {Promise<string>} the folder to serve */
async function buildFor(wanted) {
  if (wanted.models.length === 0) return buildUsual();
  try {
    return await buildWith(wanted);
  } catch (error) {
    const isOffline = error instanceof Error && "code" in error && error.code === "download_failed";
    if (!isOffline) throw error;
    console.log(`\n  ${error.message}\n  The page starts with the embedded model instead.`);
    return buildUsual();
  }
}

try {
  const { wanted, values } = parseCommand({
    open: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  });
  if (values["help"] === true) console.log(help);
  else {
    const outDir = await buildFor(wanted);
    const port = Number(process.env["PORT"] ?? 4173);
    const server = await preview({
      root,
      logLevel: "warn",
      build: { outDir },
      preview: { port, open: values["open"] === true },
    });
    const [address] = server.resolvedUrls?.local ?? [];
    console.log(`\n  tabrank is at ${address ?? `http://localhost:${port}/`}   (Ctrl+C ends it)\n`);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
