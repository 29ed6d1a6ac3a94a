/** `npm run build`: the static site, in `dist/`; with models of your own choice, if you name some. */
import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
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

/** A build empties its folder first: one with other things in it is left alone. @param {string} folder */
function checkOut(folder) {
  if (!existsSync(folder) || readdirSync(folder).length === 0) return;
  if (!existsSync(join(folder, "embed.html")))
    throw new Error(
      `${folder} is not empty and holds no site of tabrank. Empty it, or name another with --out.`,
    );
}

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
