import { resolve } from "node:path";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { type Plugin, defineConfig } from "vite";

/**
 * transformers.js gives us tokenizers; sessions are made by our own code. Its import of ONNX Runtime is left out,
 * so that a worker fetches the one build that its device needs.
 */
function withoutTransformersRuntime(): Plugin {
  const id = "\0without-transformers-runtime";
  return {
    name: "without-transformers-runtime",
    enforce: "pre",
    resolveId: (source, importer) =>
      source === "onnxruntime-web/webgpu" && importer?.includes("@huggingface/transformers") ? id : undefined,
    load: (loaded) => (loaded === id ? "export default {};" : undefined),
  };
}

/** `--mode harness` builds the page that the engine tests and benches drive instead of the playground. */
export default defineConfig(({ mode }) => ({
  base: "./",
  plugins: [react(), tailwindcss(), withoutTransformersRuntime()],
  worker: { format: "es", plugins: () => [withoutTransformersRuntime()] },
  optimizeDeps: { exclude: ["@huggingface/transformers", "onnxruntime-web"] },
  // A name that is not localhost: the tests open an insecure page under it.
  preview: { allowedHosts: ["tabrank.test"] },
  build: {
    target: "es2023",
    chunkSizeWarningLimit: 1200,
    ...(mode === "harness" && {
      outDir: ".cache/harness",
      rolldownOptions: { input: resolve(import.meta.dirname, "tests/e2e/harness/index.html") },
    }),
  },
}));
