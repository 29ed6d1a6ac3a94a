/**
 * `npm run build:library`: the package, into `lib/`. Ours is bundled; ONNX Runtime stays a dependency, so that its WASM
 * is found by whatever bundles the application. The worker is referred to as `new Worker(new URL("./worker.js", import.meta.url))`, which every bundler knows.
 */
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rolldown } from "rolldown";
import { viteImportGlobPlugin } from "rolldown/experimental";
import { catalogueParts, installedAt, wasmAddresses } from "./bundling.mjs";
import { ensureDependencies, root } from "./install.mjs";
import { noticesFile, thirdPartyNotices } from "./notices.mjs";

ensureDependencies();
const out = join(root, "lib");
rmSync(out, { recursive: true, force: true });

/** @type {import("rolldown").Plugin} */
const workerBesideIndex = {
  name: "worker-beside-index",
  load: (id) =>
    id.endsWith("engine/local/worker-script.ts")
      ? 'export const startScript = (name) => new Worker(new URL("./worker.js", import.meta.url), { type: "module", name });'
      : undefined,
};

/** An application's own build starts the worker: it is never of another origin. @type {import("rolldown").Plugin} */
const workerOfThisOrigin = {
  name: "worker-of-this-origin",
  load: (id) =>
    id.endsWith("cross-origin-worker.ts") ? "export const workerEnvironment = () => ({});" : undefined,
};

/** @param {string} id */
function external(id) {
  // Left to the plugins above.
  if (id.endsWith("?url")) return false;
  return /^(onnxruntime-web|react|@langchain\/|@ai-sdk\/)/.test(id);
}

const notices = thirdPartyNotices(["rolldown"]);

/** As in Vite. */
const catalogue = [catalogueParts(), viteImportGlobPlugin()];

/** Editors read doc comments in the types; licences and what bundlers read stay. */
const withoutDocs = { jsdoc: false, legal: true, annotation: true };

const browser = await rolldown({
  input: {
    index: "src/library/index.ts",
    remote: "src/library/remote.ts",
    fetch: "src/library/fetch.ts",
    "service-worker": "src/library/service-worker.ts",
    react: "src/library/react.ts",
    element: "src/library/element.ts",
    "ai-sdk": "src/library/ai-sdk.ts",
    langchain: "src/library/langchain.ts",
    worker: "src/engine/worker/rerank.worker.ts",
  },
  cwd: root,
  platform: "browser",
  external,
  plugins: [
    ...catalogue,
    wasmAddresses((file) => `new URL(${JSON.stringify(file)}, import.meta.url).href`),
    workerBesideIndex,
    workerOfThisOrigin,
    notices.collect(),
  ],
});
await browser.write({
  dir: out,
  format: "es",
  chunkFileNames: "[name]-[hash].js",
  minify: "dce-only",
  comments: withoutDocs,
});

/** The same WASM behind the loader that knows Node. @type {import("rolldown").Plugin} */
const runtimeForNode = {
  name: "runtime-for-node",
  renderChunk: (code) => code.replaceAll('import("onnxruntime-web/wasm")', 'import("onnxruntime-web")'),
};

const node = await rolldown({
  input: {
    node: "src/library/node.ts",
    "node-worker": "src/engine/worker/rerank.worker.ts",
    "worker-thread": "src/engine/node/worker-thread.ts",
  },
  cwd: root,
  platform: "node",
  external,
  plugins: [...catalogue, wasmAddresses(installedAt), runtimeForNode, notices.collect()],
});
await node.write({
  dir: out,
  format: "es",
  chunkFileNames: "node-[name]-[hash].js",
  minify: "dce-only",
  comments: withoutDocs,
});

writeFileSync(join(out, noticesFile), notices.text());

for (const project of ["tsconfig.library.json", "tsconfig.library-node.json"]) {
  execFileSync(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-p", project], {
    cwd: root,
    stdio: "inherit",
  });
}
// A script, not a module to import from.
writeFileSync(join(out, "types/worker.d.ts"), "export {};\n");
// Declarations name files as the sources do; in the package they are JavaScript.
for (const name of readdirSync(join(out, "types"), { recursive: true }).map(String)) {
  if (!name.endsWith(".d.ts")) continue;
  const path = join(out, "types", name);
  writeFileSync(path, readFileSync(path, "utf8").replace(/(from |import\()"(\.[^"]*)\.ts"/g, '$1"$2.js"'));
}
