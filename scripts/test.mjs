/**
 * `npm test`: everything that must hold before a change lands. Installs what is missing, browsers and test weights
 * included. Steps can be named: `npm test -- lint types`. The sources are checked while the builds are made and
 * checked; browsers have the machine for themselves.
 */
import { spawn } from "node:child_process";
import { stripVTControlCharacters } from "node:util";
import { ensureDependencies, root } from "./install.mjs";

ensureDependencies();
const { ensureChromium } = await import("./chromium.mjs");
const { ensureBrowsers } = await import("./browsers.mjs");
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
    ["vite", "build", "--mode", "serve", "--logLevel", "warn"],
    ["node", "scripts/build-for-tests.mjs"],
    ["node", "scripts/build-library.mjs"],
    ["publint", "--strict"],
    ["attw", "--pack", ".", "--profile", "esm-only", "--format", "ascii"],
  ],
  size: [["node", "scripts/size.mjs"]],
  fidelity: [["vitest", "run", "--config", "tests/fidelity/vitest.config.ts"]],
  browser: [["playwright", "test"]],
  browsers: [["vitest", "run", "--config", "tests/browsers/vitest.config.ts"]],
};

/** Those of one group run side by side, each lane in its order: what fails fastest comes first. */
const groups = [
  [
    ["format", "lint", "types", "unit"],
    ["build", "size", "fidelity"],
  ],
  [["browser", "browsers"]],
];

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !(name in steps));
if (unknown.length > 0)
  throw new Error(`No step "${unknown.join('", "')}". There are: ${Object.keys(steps).join(", ")}.`);
const isChosen = (/** @type {string} */ name) => chosen.length === 0 || chosen.includes(name);
if (isChosen("browser") || isChosen("browsers")) process.env["CHROMIUM_PATH"] = ensureChromium();
const missing = isChosen("browsers") ? ensureBrowsers() : [];
process.env["TABRANK_MISSING_BROWSERS"] = missing.map(({ name }) => name).join();
if (isChosen("browser") || isChosen("browsers") || isChosen("fidelity"))
  for (const weights of testWeights) fetchWeights(weights);

/** @type {{ name: string, passed: boolean, seconds: number, faults: string[], unstable: string[] }[]} */
const outcomes = [];

/**
 * Prints at once what a command says that runs alone, otherwise when it has ended: lanes do not mix.
 * @param {string[]} command @param {boolean} alone @returns {Promise<{ passed: boolean, said: string }>}
 */
function run([command = "", ...parameters], alone) {
  const [program, first] = command === "node" ? ["node", []] : ["npx", ["--no-install", command]];
  const child = spawn(program, [...first, ...parameters], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...(process.stdout.isTTY && { FORCE_COLOR: "1" }) },
    shell: process.platform === "win32",
  });
  /** @type {Buffer[]} */
  const said = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (/** @type {Buffer} */ data) => {
      said.push(data);
      if (alone) process.stdout.write(data);
    });
  return new Promise((resolve) => {
    child.on("close", (code) => {
      if (!alone) process.stdout.write(Buffer.concat(said));
      resolve({ passed: code === 0, said: stripVTControlCharacters(Buffer.concat(said).toString()) });
    });
  });
}

/** @param {string} said @returns {string[]} */
const linesOf = (said) =>
  said
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);

/** How the tools begin a line that names a fault. */
const faultLine = /^(?:✘|×|x \w+[\w-]*\(|,-\[|FAIL\b|\[\w+\] ›|error\b|Error:)|: error TS|^\S+:\d+:\d+/;

/**
 * What a failed command has said, in a few lines: at the end, where they are found first.
 * @param {string} said @returns {string[]}
 */
function faultsOf(said) {
  const lines = linesOf(said);
  const named = lines.filter((line) => faultLine.test(line)).map((line) => line.slice(0, 300));
  return [...new Set(named.length > 0 ? named : lines.slice(-5))].slice(-12);
}

/** Tests that failed and then passed: Playwright lists them at its end, Vitest marks each. @param {string} said */
function unstableIn(said) {
  const [, list = ""] = /^ +\d+ flaky\n((?: {4}.*\n)*)/m.exec(said) ?? [];
  return [...linesOf(list), ...linesOf(said).filter((line) => /^✓.* \(retry x\d+\)/.test(line))];
}

/** @param {string[]} lane @param {boolean} alone */
async function runLane(lane, alone) {
  for (const name of lane.filter(isChosen)) {
    const startedAt = Date.now();
    if (alone) console.log(`\n── ${name}`);
    /** @type {{ passed: boolean, said: string }[]} */
    const ends = [];
    for (const command of steps[name] ?? [])
      if (ends.every(({ passed }) => passed)) ends.push(await run(command, alone));
    const failure = ends.find((end) => !end.passed);
    const passed = failure === undefined;
    const faults = failure ? faultsOf(failure.said) : [];
    const unstable = ends.flatMap(({ said }) => unstableIn(said));
    const seconds = (Date.now() - startedAt) / 1000;
    outcomes.push({ name, passed, seconds, faults, unstable });
    if (!alone) console.log(`── ${name} ${passed ? "passed" : "FAILED"} in ${seconds.toFixed(1)} s`);
  }
}

const startedAt = Date.now();
for (const group of groups) {
  const lanes = group.filter((lane) => lane.some(isChosen));
  await Promise.all(lanes.map((lane) => runLane(lane, lanes.length === 1)));
}

for (const { name, faults } of outcomes)
  if (faults.length > 0) console.log(`\n── ${name}: what failed\n${faults.join("\n")}`);

console.log("\n── summary");
for (const { name, passed, seconds } of outcomes) {
  console.log(`${passed ? "passed" : "FAILED"}  ${name.padEnd(8)} ${seconds.toFixed(1).padStart(6)} s`);
}
for (const { unstable } of outcomes) for (const name of unstable) console.log(`UNSTABLE ${name}`);
for (const { said } of missing) console.log(`NOT RUN ${said}`);
const failed = outcomes.filter(({ passed }) => !passed).length;
const seconds = (Date.now() - startedAt) / 1000;
console.log(`\n${outcomes.length - failed} passed, ${failed} failed, ${seconds.toFixed(0)} s in all`);
process.exitCode = failed === 0 ? 0 : 1;
