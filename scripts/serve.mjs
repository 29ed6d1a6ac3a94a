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
      /** @type {NodeJS.Signals[]} */
      const signals = ["SIGINT", "SIGTERM"];
      const stop = () => {
        // Without a listener, the second signal ends the process at once.
        for (const signal of signals) process.off(signal, stop);
        resolve();
      };
      for (const signal of signals) process.on(signal, stop);
    }),
});
