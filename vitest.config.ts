import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { catalogueParts, wasmAddresses } from "./scripts/bundling.mjs";

/** ONNX Runtime's WASM in a form that Node's `fetch` reads: modules are shared, so any test may be the first to need it. */
const asDataUrl = (file: string) =>
  file.endsWith("/ort-wasm-simd-threaded.wasm")
    ? `"data:application/wasm;base64," + process.getBuiltinModule("node:fs").readFileSync(${installedPath(file)}, "base64")`
    : JSON.stringify("no GPU in Node");

const installedPath = (file: string) => JSON.stringify(fileURLToPath(import.meta.resolve(file)));

export default defineConfig({
  plugins: [catalogueParts(), wasmAddresses(asDataUrl)],
  test: {
    include: ["tests/{unit,fuzz}/**/*.test.ts"],
    testTimeout: 30_000,
    environment: "node",
    restoreMocks: true,
    unstubGlobals: true,
    // One process for each core reads the modules once: half of the time. No test changes a module's state.
    isolate: false,
  },
});
