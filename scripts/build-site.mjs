/** `npm run build`: the static site, in `dist/`; with models of your own choice, if you name some. */
import { resolve } from "node:path";
import { checkOut } from "./build.mjs";
import { ensureDependencies, root } from "./install.mjs";

ensureDependencies();
const { carry, carryHelp, parseCommand } = await import("./carry.mjs");
const { build } = await import("vite");

const help = `npm run build -- [options]

Writes the static site: it ranks offline and privately, with the models that it carries.

${carryHelp}
  --base PATH           path under which the site will be served (default: any)
  --out FOLDER          folder to write to, emptied first (default: dist)
  --help                show this help`;

try {
  const { wanted, values } = parseCommand({
    base: { type: "string", default: "./" },
    out: { type: "string", default: "dist" },
    help: { type: "boolean", default: false },
  });
  if (values["help"] === true) console.log(help);
  else {
    const folder = resolve(root, String(values["out"]));
    checkOut(folder);
    const site = wanted.models.length > 0 ? await carry(wanted, new AbortController().signal) : {};
    await build({
      root,
      ...site,
      logLevel: "warn",
      base: String(values["base"]),
      build: { outDir: folder, emptyOutDir: true },
    });
    console.log(`\n  The site is in ${String(values["out"])}.`);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
