/**
 * `npm run fidelity`: every model family on every device and dtype against its original implementation, as one
 * table. Installs and builds what is missing. WASM is measured in Node, which gives the scores of the browser to all
 * digits (the browser tests hold the two equal for each family); what Node cannot run is measured in the browser.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ensureBuilt, ensureServeBuilt } from "./build.mjs";
import { ensureDependencies, root } from "./install.mjs";

ensureDependencies();
const { ensureChromium } = await import("./chromium.mjs");
const { fetchWeights, testWeights } = await import("./fetch-weights.mjs");
const environment = { ...process.env, CHROMIUM_PATH: ensureChromium(), TABRANK_FIDELITY: "whole" };
for (const weights of testWeights) fetchWeights(weights);
ensureServeBuilt();
ensureBuilt("dist/index.html", ["src", "public"], ["--logLevel", "warn"]);
ensureBuilt(
  ".cache/harness/tests/e2e/harness/index.html",
  ["src", "tests/e2e/harness"],
  ["--mode", "harness", "--logLevel", "warn"],
);

const rowsFolder = join(root, ".cache/fidelity");
rmSync(rowsFolder, { recursive: true, force: true });
const passed = [
  ["vitest", "run", "--config", "tests/fidelity/vitest.config.ts"],
  ["playwright", "test", "fidelity"],
].map((command) => {
  const shell = process.platform === "win32";
  const options = /** @type {const} */ ({ cwd: root, stdio: "inherit" });
  return spawnSync("npx", ["--no-install", ...command], { ...options, shell, env: environment }).status === 0;
});

/** @type {import("../tests/fidelity/measure.ts").Fidelity[]} */
const rows = existsSync(rowsFolder)
  ? readdirSync(rowsFolder).map((name) => JSON.parse(readFileSync(join(rowsFolder, name), "utf8")))
  : [];
/** @param {(typeof rows)[number]} row */
const place = ({ family, ran, model }) => [family, model, ran].join(" ");
rows.sort((a, b) => place(a).localeCompare(place(b)));
const heads = ["family", "model", "device", "dtype", "largest error", "order", "pairs", ""];
const cells = rows.map(
  ({ family, model, ran, largestError, tolerance, orderAgreement, wrongTokenCounts, pairs }) => {
    const [device = "", dtype = ""] = ran.split(" ");
    const order = `${(100 * orderAgreement).toFixed(1)} %`;
    const inside = largestError <= tolerance && orderAgreement === 1 && wrongTokenCounts === 0;
    const verdict = inside ? "inside tolerance" : "OUTSIDE";
    return [family, model, device, dtype, largestError.toExponential(1), order, String(pairs), verdict];
  },
);
const widths = heads.map((head, column) =>
  Math.max(head.length, ...cells.map((row) => row[column]?.length ?? 0)),
);
for (const row of [heads, widths.map((width) => "-".repeat(width)), ...cells])
  console.log(`| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`);
process.exitCode = passed.every(Boolean) ? 0 : 1;
