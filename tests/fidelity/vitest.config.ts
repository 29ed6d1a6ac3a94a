import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { catalogueParts } from "../../scripts/bundling.mjs";

/** Apart from the unit tests: it needs the built worker and the test weights. */
export default defineConfig({
  root: fileURLToPath(new URL("../..", import.meta.url)),
  plugins: [catalogueParts()],
  test: { include: ["tests/fidelity/*.test.ts"], testTimeout: 120_000, environment: "node" },
});
