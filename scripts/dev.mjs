/** `npm run dev`: installs what is missing and serves the sources with hot reload. */
import { ensureDependencies, run } from "./install.mjs";

ensureDependencies();
run("npx", ["vite", ...process.argv.slice(2)]);
