/** Installs the exact dependencies of the lock file where they are missing or older than it. Node alone runs it. */
import { execFileSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../", import.meta.url));

export function ensureDependencies() {
  const installed = `${root}node_modules/.package-lock.json`;
  const lock = `${root}package-lock.json`;
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return;
  console.log("Installing dependencies…");
  // No install script of a dependency runs: .npmrc has `ignore-scripts`, and nothing here needs one.
  run("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"]);
}

/** @param {string} command @param {string[]} parameters */
export function run(command, parameters) {
  execFileSync(command, parameters, { cwd: root, stdio: "inherit", shell: process.platform === "win32" });
}
