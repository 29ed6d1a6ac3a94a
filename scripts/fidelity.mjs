/**
 * `npm run fidelity`: every model family on every device and dtype against its original implementation, as one
 * table. Installs and builds what is missing. What it runs are the fidelity tests.
 */
import { spawnSync } from "node:child_process";
import { ensureBuilt } from "./build.mjs";
import { ensureDependencies, root } from "./install.mjs";

ensureDependencies();
const { ensureChromium } = await import("./chromium.mjs");
const { fetchWeights, testWeights } = await import("./fetch-weights.mjs");
process.env["CHROMIUM_PATH"] = ensureChromium();
for (const weights of testWeights) fetchWeights(weights);
ensureBuilt("dist/index.html", ["src", "public"], ["--logLevel", "warn"]);
ensureBuilt(
  ".cache/harness/tests/e2e/harness/index.html",
  ["src", "tests/e2e/harness"],
  ["--mode", "harness", "--logLevel", "warn"],
);
const { status } = spawnSync(
  "npx",
  ["--no-install", "playwright", "test", "fidelity", "--reporter", "./tests/e2e/fidelity-table.ts"],
  { cwd: root, stdio: "inherit", shell: process.platform === "win32" },
);
process.exitCode = status ?? 1;
