/** `npm run api-reference`: the reference of the package, out of its doc comments, into `dist/api/` of the site. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { ensureDependencies, root, run } from "./install.mjs";

ensureDependencies();
const tool = join(root, "tools/api-reference");
if (!existsSync(join(tool, "node_modules")))
  run("npm", ["ci", "--prefix", tool, "--no-audit", "--no-fund", "--ignore-scripts"]);

const entries = ["index", "remote", "fetch", "service-worker", "element", "react", "ai-sdk", "langchain"];
run("node", [
  join(tool, "node_modules/typedoc/bin/typedoc"),
  ...entries.flatMap((name) => ["--entryPoints", join(root, `src/library/${name}.ts`)]),
  "--tsconfig",
  join(root, "tsconfig.library.json"),
  "--out",
  join(root, "dist/api"),
  "--name",
  "tabrank",
  "--readme",
  "none",
  "--disableSources",
  // Types are checked by our own TypeScript; what an entry does not export is described where it is used.
  "--skipErrorChecking",
  "--logLevel",
  "Error",
]);
console.log("The reference is at dist/api/index.html.");
