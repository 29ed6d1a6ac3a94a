/** `npm run serve`: installs missing dependencies, rebuilds after changes and serves `POST /v1/rerank`. See `--help`. */
import { ensureServeBuilt } from "./build.mjs";
import { ensureDependencies, root } from "./install.mjs";

ensureDependencies();
ensureServeBuilt();

/** @type {{ main: (context: import("../src/http/server/main.ts").ProcessContext) => Promise<number> }} */
const { main } = await import(new URL("../.cache/serve/main.js", import.meta.url).href);
process.exitCode = await main({
  parameters: process.argv.slice(2),
  environment: process.env,
  root,
  print: (line) => console.log(line),
  printError: (line) => console.error(line),
  stopped: () =>
    new Promise((resolve) => {
      process.once("SIGINT", () => resolve());
      process.once("SIGTERM", () => resolve());
    }),
});
