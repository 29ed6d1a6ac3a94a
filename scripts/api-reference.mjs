/** `npm run api-reference`: builds the API reference from the package's doc comments, in the site's `dist/api/`. */
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
  // Our own TypeScript checks the types. Types that no entry exports are described where they are used.
  "--skipErrorChecking",
  "--logLevel",
  "Error",
]);
console.log("The API reference is at dist/api/index.html.");
