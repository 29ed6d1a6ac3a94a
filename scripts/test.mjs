/**
 * `npm test`: everything that must hold before a change lands, in the order of what fails fastest. Installs what is
 * missing, a browser and test weights included. Steps can be named: `npm test -- lint types`.
 */
import { spawnSync } from "node:child_process";
import { ensureDependencies, root } from "./install.mjs";

ensureDependencies();
const { ensureChromium } = await import("./chromium.mjs");
const { fetchWeights, testWeights } = await import("./fetch-weights.mjs");

/** @type {Record<string, string[][]>} */
const steps = {
  format: [["oxfmt", "--check"]],
  lint: [
    ["oxlint", "--deny-warnings"],
    ["node", "scripts/check-imports.mjs"],
    ["node", "scripts/check-links.mjs"],
    ["node", "scripts/docs-tables.mjs", "--check"],
    ["knip"],
  ],
  types: [
    ["tsc", "-p", "."],
    ["tsc", "-p", "src/engine/worker"],
    ["tsc", "-p", "src/http/server"],
    ["tsc", "-p", "src/offline"],
    ["tsc", "-p", "tests"],
    ["node", "scripts/check-examples.mjs"],
  ],
  unit: [["vitest", "run"]],
  build: [
    ["vite", "build"],
    ["vite", "build", "--mode", "harness", "--logLevel", "warn"],
    ["node", "scripts/build-library.mjs"],
    ["publint", "--strict"],
    ["attw", "--pack", ".", "--profile", "esm-only", "--format", "ascii"],
  ],
  size: [["node", "scripts/size.mjs"]],
  browser: [["playwright", "test"]],
};

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !(name in steps));
if (unknown.length > 0)
  throw new Error(`No step "${unknown.join('", "')}". There are: ${Object.keys(steps).join(", ")}.`);
/** @type {{ name: string, passed: boolean, seconds: number }[]} */
const outcomes = [];

for (const [name, commands] of Object.entries(steps)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  console.log(`\n── ${name}`);
  const startedAt = Date.now();
  if (name === "browser") {
    process.env["CHROMIUM_PATH"] = ensureChromium();
    for (const weights of testWeights) fetchWeights(weights);
  }
  const passed = commands.every(([command = "", ...parameters]) => {
    const [program, first] = command === "node" ? ["node", []] : ["npx", ["--no-install", command]];
    const shell = process.platform === "win32";
    return spawnSync(program, [...first, ...parameters], { cwd: root, stdio: "inherit", shell }).status === 0;
  });
  outcomes.push({ name, passed, seconds: (Date.now() - startedAt) / 1000 });
}

console.log("\n── summary");
for (const { name, passed, seconds } of outcomes) {
  console.log(`${passed ? "passed" : "FAILED"}  ${name.padEnd(8)} ${seconds.toFixed(1).padStart(6)} s`);
}
const failed = outcomes.filter(({ passed }) => !passed).length;
console.log(`\n${outcomes.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
