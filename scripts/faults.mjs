/**
 * `npm run test:faults`: every test whose title ends in `@fault`, and a table of what they promise: fault and
 * behaviour, whether it is so, and how long the fault lasted. `npm run test:faults -- unit` or `-- browser` runs a part;
 * the latter builds the page first.
 *
 * The time is the test's own, or what it says itself: `test.info().annotations.push({ type: "recovery", description:
 * "1.4" })`, in seconds.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureDependencies, root } from "./install.mjs";

/** @typedef {{ file: string, title: string, passed: boolean, seconds: number }} Row */

const folder = `${root}.cache/faults`;

/** What Vitest writes, as far as it is read. @typedef {{ testResults: { name: string, assertionResults: { title: string, status: string, duration?: number | null }[] }[] }} UnitReport */

/** @param {UnitReport} report @returns {Row[]} */
export function unitRows({ testResults }) {
  return testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ title, status }) => title.endsWith("@fault") && status !== "skipped" && status !== "pending")
      .map(({ title, status, duration }) => ({
        file: relative(root, name),
        title,
        passed: status === "passed",
        seconds: (duration ?? 0) / 1000,
      })),
  );
}

/** @typedef {{ status: string, annotations: { type: string, description?: string }[], results: { duration: number }[] }} BrowserTest */
/** @typedef {{ file: string, specs?: { title: string, tests: BrowserTest[] }[], suites?: Suite[] }} Suite */

/** What Playwright writes, as far as it is read. @param {{ suites: Suite[] }} report @returns {Row[]} */
export function browserRows({ suites }) {
  return suites.flatMap(({ file, specs = [], suites: inner = [] }) => [
    ...specs.flatMap(({ title, tests }) =>
      tests
        .filter(({ status }) => status !== "skipped")
        .map(({ status, annotations, results }) => {
          const said = annotations.find(({ type }) => type === "recovery")?.description;
          const seconds = Number(said ?? (results.at(-1)?.duration ?? 0) / 1000);
          if (Number.isNaN(seconds)) throw new Error(`${title}: "${said}" is no number of seconds.`);
          return { file: `tests/e2e/${file}`, title, passed: status === "expected", seconds };
        }),
    ),
    ...browserRows({ suites: inner }),
  ]);
}

/** @param {Row[]} rows a Markdown table */
export function faultTable(rows) {
  const lines = rows.map(
    ({ file, title, passed, seconds }) =>
      `| ${title.replace(/\s*@fault$/, "").replaceAll("|", "\\|")} | ${passed ? "as promised" : "**BROKEN**"} | ${seconds.toFixed(1)} | ${file} |`,
  );
  return [
    "| Fault, and what follows | Result | Seconds | Test |",
    "| --- | --- | ---: | --- |",
    ...lines,
  ].join("\n");
}

/** @param {string[]} command @param {Record<string, string>} [env] */
function run([program = "", ...parameters], env = {}) {
  const options = { cwd: root, stdio: /** @type {const} */ ("inherit"), shell: process.platform === "win32" };
  return spawnSync(program, parameters, { ...options, env: { ...process.env, ...env } }).status === 0;
}

/** @param {string} name */
const read = (name) => JSON.parse(readFileSync(`${folder}/${name}.json`, "utf8"));

/** @type {Record<string, () => Row[]>} */
const parts = {
  unit() {
    const output = ["--reporter=default", "--reporter=json", `--outputFile.json=${folder}/unit.json`];
    run(["npx", "--no-install", "vitest", "run", "-t", "@fault", ...output]);
    return unitRows(read("unit"));
  },
  browser() {
    if (!run(["node", "scripts/test.mjs", "build"])) throw new Error("The build failed.");
    const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: `${folder}/browser.json` };
    const command = ["npx", "--no-install", "playwright", "test", "--grep", "@fault", "--reporter=list,json"];
    run([...command, "--project", "wasm", "--project", "webgpu"], env);
    return browserRows(read("browser"));
  },
};

async function main() {
  ensureDependencies();
  const chosen = process.argv.slice(2);
  const names = chosen.length > 0 ? chosen : Object.keys(parts);
  if (names.includes("browser")) {
    const { ensureChromium } = await import("./chromium.mjs");
    const { fetchWeights, testWeights } = await import("./fetch-weights.mjs");
    process.env["CHROMIUM_PATH"] = ensureChromium();
    for (const weights of testWeights) fetchWeights(weights);
  }
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const rows = names.flatMap((name) => {
    const part = parts[name];
    if (!part) throw new Error(`No part "${name}". There are: ${Object.keys(parts).join(", ")}.`);
    return part();
  });
  const broken = rows.filter(({ passed }) => !passed).length;
  console.log(`\n${faultTable(rows)}\n\n${rows.length} faults, ${broken} of them not as promised.`);
  process.exitCode = broken === 0 && rows.length > 0 ? 0 : 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
