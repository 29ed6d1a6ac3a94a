/** `npm run serve`: installs what is missing, builds what has changed, answers `POST /v1/rerank`. `--help` says more. */
import { ensureBuilt } from "./build.mjs";
import { ensureDependencies, root } from "./install.mjs";

ensureDependencies();
const layers = ["contract", "models", "engine", "worker", "http", "node", "serve"].map(
  (layer) => `src/${layer}`,
);
ensureBuilt(".cache/serve/main.js", layers, ["--mode", "serve", "--logLevel", "warn"]);

/** @type {{ main: (surroundings: import("../src/http/server/main.ts").Surroundings) => Promise<number> }} */
const { main } = await import(new URL("../.cache/serve/main.js", import.meta.url).href);
process.exitCode = await main({
  parameters: process.argv.slice(2),
  environment: process.env,
  root,
  print: (line) => console.log(line),
  printError: (line) => console.error(line),
  ended: () =>
    new Promise((resolve) => {
      process.once("SIGINT", () => resolve());
      process.once("SIGTERM", () => resolve());
    }),
});
