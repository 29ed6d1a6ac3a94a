import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** Apart from the unit tests: it needs the built worker and the test weights. */
export default defineConfig({
  root: fileURLToPath(new URL("../..", import.meta.url)),
  test: { include: ["tests/fidelity/*.test.ts"], testTimeout: 120_000, environment: "node" },
});
