/**
 * Compiles every example in the documentation and the doc comments against the library. Names that examples use
 * without declaring them (`query`, `signal`, …) are declared in `assumed`.
 */
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root, run } from "./install.mjs";

const assumed = `
declare const query: string;
declare const documents: string[];
declare const apiKey: string;
declare const signal: AbortSignal;
declare const onProgress: (progress: import("tabrank").RerankProgress) => void;
declare const reranker: import("tabrank").LocalReranker;
`;

const folder = join(root, ".cache/examples");
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

const guides = ["README.md", ...readdirSync(join(root, "docs")).map((name) => `docs/${name}`)];
const sources = readdirSync(join(root, "src/library")).map((name) => `src/library/${name}`);
let count = 0;
for (const path of [...guides.filter((name) => name.endsWith(".md")), ...sources]) {
  const text = readFileSync(join(root, path), "utf8");
  const plain = path.endsWith(".ts") ? text.replace(/^ \* ?/gm, "") : text;
  for (const [, code = ""] of plain.matchAll(/^```tsx?\n(.*?)^```/gms)) {
    count += 1;
    const name = `${path.replace(/\W+/g, "-")}-${count}.tsx`;
    // A module of its own, so that it may use top-level await.
    writeFileSync(join(folder, name), `// ${path}\nexport {};\n${code}`);
  }
}
if (count === 0) throw new Error("No example was found, so this check is broken.");
writeFileSync(join(folder, "assumed.d.ts"), assumed);
writeFileSync(
  join(folder, "tsconfig.json"),
  JSON.stringify({
    extends: "../../tsconfig.json",
    compilerOptions: {
      noUnusedLocals: false,
      paths: { tabrank: ["../../src/library/index.ts"], "tabrank/*": ["../../src/library/*.ts"] },
    },
    include: ["."],
    exclude: [],
  }),
);
run("node", [join(root, "node_modules/typescript/bin/tsc"), "-p", folder]);
console.log(`${count} examples compile.`);
