import { defineConfig } from "vitest/config";
import { catalogueParts } from "./scripts/bundling.mjs";

export default defineConfig({
  plugins: [catalogueParts()],
  test: {
    include: ["tests/unit/**/*.test.ts"],
    testTimeout: 30_000,
    environment: "node",
    restoreMocks: true,
    unstubGlobals: true,
    // One process for each core reads the modules once: half of the time. No test changes a module's state.
    isolate: false,
  },
});
