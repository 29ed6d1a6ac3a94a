import { defineConfig } from "vitest/config";
import { catalogueParts } from "./scripts/bundling.mjs";

export default defineConfig({
  plugins: [catalogueParts()],
  test: {
    include: ["tests/unit/**/*.test.ts"],
    testTimeout: 30_000,
    environment: "node",
    restoreMocks: true,
  },
});
