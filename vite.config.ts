import { resolve } from "node:path";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { type Plugin, type UserConfig, defineConfig } from "vite";
import { catalogueParts, installedAt, wasmAddresses } from "./scripts/bundling.mjs";
import { noticesFile, thirdPartyNotices } from "./scripts/notices.mjs";
import { serviceWorkerPlugin } from "./scripts/service-worker-plugin.ts";
import { siteHeadersPlugin } from "./scripts/site-headers.ts";

/** The element has one address for good; in development, too. */
function elementInDevelopment(): Plugin {
  return {
    name: "element-in-development",
    configureServer: ({ middlewares }) =>
      void middlewares.use((request, _response, next) => {
        if (request.url === "/element.js") request.url = "/src/ui/element/element.ts";
        next();
      }),
  };
}

/** To compress a model for a browser on the same machine takes longer than to send it: 1.4 s against 0.1 s. */
function uncompressedPreview(): Plugin {
  return {
    name: "uncompressed-preview",
    configurePreviewServer: ({ middlewares }) =>
      void middlewares.use((request, _response, next) => {
        delete request.headers["accept-encoding"];
        next();
      }),
  };
}

/** The playground, the page for an iframe, and the scripts that other sites include. */
const site: NonNullable<UserConfig["build"]>["rolldownOptions"] = {
  // `tabrank.js` is there to be imported from.
  preserveEntrySignatures: "allow-extension",
  input: {
    index: "index.html",
    embed: "embed.html",
    element: "src/ui/element/element.ts",
    tabrank: "src/library/in-page.ts",
  },
  output: {
    entryFileNames: ({ name }) =>
      ["element", "tabrank"].includes(name) ? `${name}.js` : "assets/[name]-[hash].js",
    // Torn into all that lazy parts share, the first view is larger and asked for in twenty pieces.
    codeSplitting: {
      includeDependenciesRecursively: false,
      groups: [
        // What the element shares with the page: one script, too.
        {
          name: "shared",
          tags: ["$initial"],
          test: /src\/(contract(?!\/(returned-results|limits|shortened|waiting))|models(?!\/(exportable|fits|platforms|precision|mini-lm-on-hub|saves-data))|ui\/text)\/|node_modules\/valibot/,
        },
        // What page and element load with their first run, or before it.
        {
          name: "engine",
          test: /src\/(engine\/(local\/(?!installed-models|inspect|load\/known-pairs|devices\/(?!device-engines|run-tokens|speed))|create-reranker|worker\/(protocol|rerank\.worker\.ts\?))|contract\/returned-results|models\/platforms)|node_modules\/birpc/,
        },
        {
          name: "index",
          tags: ["$initial"],
          test: /src\/(ui\/playground|offline|engine\/remote)\/|installed-models|models\/(exportable|fits)|node_modules\/(react|scheduler|zustand|radix-ui|@radix-ui|lucide-react|@tanstack|idb-keyval)/,
        },
      ],
    },
  },
};

/** `npm run serve`: the server and its workers for Node. */
const serve: UserConfig = {
  plugins: [catalogueParts(), wasmAddresses(installedAt)],
  // The same WASM behind the loader that knows Node.
  resolve: { alias: { "onnxruntime-web/wasm": "onnxruntime-web" } },
  ssr: { resolve: { conditions: ["import", "default"] } },
  build: {
    ssr: true,
    target: "node20",
    outDir: ".cache/serve",
    copyPublicDir: false,
    rolldownOptions: {
      input: [
        "src/http/server/main.ts",
        "src/engine/node/worker-thread.ts",
        "src/engine/worker/rerank.worker.ts",
      ],
    },
  },
};

// Neither is a module of ours: helpers of the bundler, and Tailwind's part of the style sheet.
const notices = thirdPartyNotices(["rolldown", "tailwindcss", "vite"]);

/** Puts the licences of what the page and its workers contain beside them. Workers are built first. */
function writeNotices(): Plugin {
  return {
    name: "write-third-party-notices",
    apply: "build",
    generateBundle: {
      order: "post",
      handler() {
        this.emitFile({ type: "asset", fileName: noticesFile, source: notices.text() });
      },
    },
  };
}

/** `--mode harness` builds the page that the engine tests and benches drive instead of the playground. */
const page = (mode: string): UserConfig => ({
  base: "./",
  plugins: [
    react(),
    tailwindcss(),
    catalogueParts(),
    elementInDevelopment(),
    uncompressedPreview(),
    ...(mode === "harness"
      ? []
      : [notices.collect(), writeNotices(), siteHeadersPlugin(), serviceWorkerPlugin()]),
  ],
  worker: {
    format: "es",
    plugins: () => [notices.collect()],
    rolldownOptions: {
      output: {
        codeSplitting: {
          // WebKit runs a worker's first script again for each import of it: two workers in one would answer each call,
          // and errors would be of two classes. What other scripts share with the first is a script of its own.
          groups: [{ name: "worker-base", tags: ["$initial"], test: /^(?!.*rerank\.worker\.ts$)/ }],
        },
      },
    },
  },
  optimizeDeps: { exclude: ["onnxruntime-web"] },
  // A name that is not localhost: the tests open an insecure page under it.
  preview: { allowedHosts: ["tabrank.test"] },
  build: {
    target: "es2023",
    // To list what each late script imports would make the first one larger; the late ones are few and small.
    modulePreload: {
      resolveDependencies: (_file, dependencies, { hostType }) =>
        hostType === "js" ? dependencies.filter((name) => name.endsWith(".css")) : dependencies,
    },
    chunkSizeWarningLimit: 1200,
    ...(mode === "harness"
      ? {
          outDir: ".cache/harness",
          rolldownOptions: { input: resolve(import.meta.dirname, "tests/e2e/harness/index.html") },
        }
      : { rolldownOptions: site }),
  },
});

export default defineConfig(({ mode }) => (mode === "serve" ? serve : page(mode)));
