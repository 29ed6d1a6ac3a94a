import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { catalogueParts, wasmAddresses } from "./scripts/bundling.mjs";

/** ONNX Runtime's WASM in a form that Node's `fetch` reads: modules are shared, so any test may be the first to need it. */
const asDataUrl = (file: string) =>
  file.endsWith("/ort-wasm-simd-threaded.wasm")
    ? `"data:application/wasm;base64," + process.getBuiltinModule("node:fs").readFileSync(${installedPath(file)}, "base64")`
    : JSON.stringify("no GPU in Node");

const installedPath = (file: string) => JSON.stringify(fileURLToPath(import.meta.resolve(file)));

/** Files with `vi.mock`. */
const mocked = "tests/unit/**/*.mocked.test.ts";

export default defineConfig({
  plugins: [catalogueParts(), wasmAddresses(asDataUrl)],
  test: {
    testTimeout: 30_000,
    environment: "node",
    restoreMocks: true,
    unstubGlobals: true,
    projects: [
      {
        extends: true,
        test: {
          name: "shared",
          include: ["tests/{unit,fuzz}/**/*.test.ts"],
          exclude: [mocked],
          // One process for each core reads the modules once: half of the time. No test changes a module's state.
          isolate: false,
        },
      },
      // A mock replaces a module only in files that share none with others.
      { extends: true, test: { name: "mocked", include: [mocked] } },
    ],
  },
});
