/**
 * The fuzz tests by name, each with its share of the cases: one table, so that the number of cases in all is one number.
 * `npm test` runs a few from a fixed seed; `npm run fuzz` runs many from a new one.
 */
import { appendFileSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { test } from "vitest";
import { must, mustNotPollute } from "./expectations.ts";

const shares = {
  "contract: any value as a request": 10,
  "contract: a damaged request": 12,
  "wire: a damaged request of any API": 16,
  "wire: rank_fields of any names": 6,
  "wire: any answer": 10,
  "wire: what is written is read": 8,
  "remote: any answer of a server": 14,
  "remote: a damaged answer, as a value": 8,
  "remote: any address": 8,
  "remote: a file of recordings": 6,
  "embed: any message": 14,
  "embed: only listed origins are answered": 4,
  "embed: any address": 6,
  "draft: a damaged saved draft": 14,
  "draft: a damaged link": 4,
  "draft: a link opens the draft that it was made from": 4,
  "import: a damaged file": 4,
  "import: any text": 5,
  "import: any text in the JSON pane": 4,
  "import: documents that are written are read": 2,
  "repository: damaged declarations": 4,
  "repository: a damaged tabrank.json": 12,
  "repository: a folder with a damaged tabrank.json": 2,
  "repository: damaged weights": 2,
  "repository: a damaged answer of the Hub": 3,
  "repository: any address": 8,
  "graph: damaged ONNX bytes": 8,
  "graph: a damaged safetensors file": 6,
  "tokenizer: a damaged tokenizer.json": 1,
  "tokenizer: any text": 4,
  "engine: any request": 6,
  "engine: any scores": 10,
  "engine: any lengths in blocks": 6,
  "http: any body at any address": 8,
  "export: any documents": 6,
} satisfies Record<string, number>;
export type TargetName = keyof typeof shares;

const env = process.env;
const cases = Number(env["FUZZ_CASES"] ?? 5000);
const seed = Number(env["FUZZ_SEED"] ?? 1);
const reportFile = env["FUZZ_REPORT"];
const sum = Object.values(shares).reduce((total, share) => total + share, 0);

/** Processor time of one case, which does not depend on what else the machine does. */
const caseLimitMs = 3000;

interface Known {
  target: string;
  /** What was wrong. */
  wrong: string;
  input: unknown;
}

/** Inputs that once failed; they run before all others. */
const corpus = readFileSync(new URL("corpus.jsonl", import.meta.url), "utf8")
  .split("\n")
  .filter((line) => line !== "")
  .map((line): Known => JSON.parse(line));

/** Runs the property for the target's share of the cases, and times each case. */
export function fuzz<T>(
  name: TargetName,
  input: fc.Arbitrary<T>,
  check: (input: T) => void | Promise<void>,
): void {
  const known = corpus.filter(({ target }) => target === name);
  const runs = Math.max(known.length + 1, Math.ceil((cases * shares[name]) / sum));
  test(name, { timeout: 60_000 + runs * 100 }, async () => {
    const startedAt = performance.now();
    let [ran, slowest] = [0, 0];
    const timed = async (value: T): Promise<void> => {
      ran += 1;
      const before = process.cpuUsage();
      await check(value);
      mustNotPollute();
      const { user, system } = process.cpuUsage(before);
      const ms = (user + system) / 1000;
      slowest = Math.max(slowest, ms);
      must(ms < caseLimitMs, `a case takes less than ${caseLimitMs} ms of processor time, and not ${ms}`);
    };
    let failed = true;
    try {
      await fc.assert(fc.asyncProperty(input, timed), {
        seed,
        numRuns: runs,
        examples: known.map(({ input: value }): [T] => [value as T]),
        // Values can be a megabyte long.
        reporter: report,
      });
      failed = false;
    } finally {
      const seconds = (performance.now() - startedAt) / 1000;
      const row = { name, cases: ran, seconds, slowestMs: slowest, failures: Number(failed), seed };
      if (reportFile !== undefined) appendFileSync(reportFile, `${JSON.stringify(row)}\n`);
    }
  });
}

function report<T>({
  failed,
  counterexample,
  errorInstance,
  counterexamplePath,
  seed: used,
  numRuns,
}: fc.RunDetails<T>) {
  if (!failed) return;
  const shown = counterexample === null ? "none" : shortened(fc.stringify(counterexample));
  const cause = errorInstance instanceof Error ? errorInstance : new Error(String(errorInstance));
  cause.message = `case ${numRuns} of seed ${used}, path ${counterexamplePath}: ${shown}\n${shortened(cause.message)}`;
  throw cause;
}

function shortened(text: string): string {
  return text.length > 800 ? `${text.slice(0, 600)} […${text.length}] ${text.slice(-150)}` : text;
}
