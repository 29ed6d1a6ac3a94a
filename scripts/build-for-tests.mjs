/** Builds what only the browser tests read: a newer version of the page, and the examples of the element. */
import { join } from "node:path";
import { build } from "vite";
import { root } from "./install.mjs";

/**
 * The same page with a mark, as a deployment would bring it. The mark comes before all that the page waits for, so it
 * is there when the page counts as loaded. @type {import("vite").Plugin}
 */
const newer = {
  name: "newer",
  transform: (code, id) =>
    id.endsWith("playground/main.tsx")
      ? `document.documentElement.dataset["build"] = "newer";\n${code}`
      : undefined,
};
await build({
  root,
  configFile: join(root, "vite.config.ts"),
  logLevel: "error",
  build: { outDir: join(root, ".cache/newer-site"), emptyOutDir: true },
  plugins: [newer],
});
for (const example of ["html", "react", "vue"]) {
  const outDir = join(root, ".cache/example-pages", example);
  await build({
    root: join(root, "examples", example),
    logLevel: "warn",
    build: { outDir, emptyOutDir: true },
  });
}
