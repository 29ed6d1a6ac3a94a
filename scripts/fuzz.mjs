/**
 * Sends hostile input through every part that reads what comes from elsewhere: `npm run fuzz -- --cases 100000`. The
 * same tests run in `npm test` with few cases and a fixed seed. Prints what ran; a failure names its seed.
 *
 *   npm run fuzz -- [--cases 100000] [--seed 7] [names of test files, such as contract tokenizer]
 */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ensureDependencies, root } from "./install.mjs";

ensureDependencies();
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    cases: { type: "string", default: "100000" },
    seed: { type: "string", default: String(Date.now() % 2 ** 31) },
  },
});

const folder = mkdtempSync(join(tmpdir(), "tabrank-fuzz-"));
const report = join(folder, "report.jsonl");
const files = positionals.map((name) => `tests/fuzz/${name}.test.ts`);
const { status } = spawnSync(
  "npx",
  ["--no-install", "vitest", "run", ...(files.length > 0 ? files : ["tests/fuzz"])],
  {
    cwd: root,
    stdio: "inherit",
    shell: process.platform === "win32",
    env: {
      ...process.env,
      FUZZ_CASES: values.cases,
      FUZZ_SEED: values.seed,
      FUZZ_LONG: "50000",
      FUZZ_REPORT: report,
    },
  },
);

/** @type {{ name: string, cases: number, seconds: number, slowestMs: number, failures: number }[]} */
const rows = readFileSync(report, "utf8")
  .split("\n")
  .filter(Boolean)
  .map((line) => JSON.parse(line));
rmSync(folder, { recursive: true });
const total = rows.reduce(
  (sum, { cases, seconds, failures, slowestMs }) => ({
    name: "all",
    cases: sum.cases + cases,
    seconds: sum.seconds + seconds,
    slowestMs: Math.max(sum.slowestMs, slowestMs),
    failures: sum.failures + failures,
  }),
  { name: "all", cases: 0, seconds: 0, slowestMs: 0, failures: 0 },
);
const commit = execFileSync("git", ["rev-parse", "--short", "HEAD"], { cwd: root, encoding: "utf8" }).trim();
console.log(`\nSeed ${values.seed}, commit ${commit}, Node ${process.version}`);
console.log(`${"target".padEnd(54)}   cases  seconds  slowest ms  failed`);
for (const { name, cases, seconds, slowestMs, failures } of [
  ...rows.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
  total,
])
  console.log(
    `${name.padEnd(54)} ${String(cases).padStart(7)} ${seconds.toFixed(1).padStart(8)} ${slowestMs.toFixed(0).padStart(11)} ${String(failures).padStart(7)}`,
  );
process.exitCode = status ?? 1;
