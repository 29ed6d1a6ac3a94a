/** `npm start`: installs what is missing, builds what has changed, serves the playground and prints the address. */
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { ensureDependencies, root, run } from "./install.mjs";

/** @param {string} path @returns {number} */
function newest(path) {
  const { mtimeMs } = statSync(path);
  if (!statSync(path).isDirectory()) return mtimeMs;
  return Math.max(mtimeMs, ...readdirSync(path).map((entry) => newest(join(path, entry))));
}

ensureDependencies();
const sources = ["src", "public", "index.html", "vite.config.ts", "package-lock.json"].map((path) =>
  join(root, path),
);
const built = join(root, "dist/index.html");
if (!existsSync(built) || Math.max(...sources.map(newest)) > statSync(built).mtimeMs)
  run("npx", ["vite", "build"]);

const { preview } = await import("vite");
const port = Number(process.env["PORT"] ?? 4173);
const server = await preview({
  root,
  logLevel: "warn",
  preview: { port, open: process.argv.includes("--open") },
});
const [address] = server.resolvedUrls?.local ?? [];
console.log(`\n  tabrank is at ${address ?? `http://localhost:${port}/`}   (Ctrl+C ends it)\n`);
