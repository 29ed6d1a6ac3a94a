/** `npm start`: installs what is missing, builds what has changed, serves the playground and prints the address. */
import { ensureBuilt } from "./build.mjs";
import { ensureDependencies, root } from "./install.mjs";

ensureDependencies();
ensureBuilt("dist/index.html", ["src", "public", "index.html", "embed.html", "scripts/site-headers.ts"]);

const { preview } = await import("vite");
const port = Number(process.env["PORT"] ?? 4173);
const server = await preview({
  root,
  logLevel: "warn",
  preview: { port, open: process.argv.includes("--open") },
});
const [address] = server.resolvedUrls?.local ?? [];
console.log(`\n  tabrank is at ${address ?? `http://localhost:${port}/`}   (Ctrl+C ends it)\n`);
