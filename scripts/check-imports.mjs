/**
 * Checks which folder of `src` imports which: the dependency rules of docs/architecture.md, as one table. Dependencies
 * point down the table only, so there are no cycles between folders.
 *
 *   node scripts/check-imports.mjs
 */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { posix } from "node:path";
import { root } from "./install.mjs";

/**
 * @typedef {object} Room
 * @property {string[]} folders other folders of `src` that it may import
 * @property {string[]} packages npm packages and Node modules, by name; `node:*` stands for all of Node
 * @property {string[]} [files] single files of further folders
 */

/** @type {Record<string, Room>} */
export const rooms = {
  contract: { folders: [], packages: ["valibot"] },
  models: { folders: ["contract"], packages: ["valibot"] },
  // Both directions of each kind of server's API: the remote engine and our own server read the same table.
  wire: { folders: ["contract"], packages: ["valibot"] },
  metrics: { folders: ["contract"], packages: [] },
  "engine/worker": {
    folders: ["contract", "models"],
    files: ["engine/sentences.ts"],
    packages: ["birpc", "onnxruntime-web", "valibot"],
  },
  "engine/local": {
    folders: ["contract", "models"],
    // The version of ONNX Runtime, which measured speeds hold for, is in package.json.
    files: ["engine/worker/protocol.ts", "engine/worker/rerank.worker.ts", "../package.json"],
    packages: ["birpc", "valibot"],
  },
  "engine/remote": { folders: ["contract", "wire"], packages: ["valibot"] },
  "engine/node": { folders: ["contract", "models", "engine/local"], packages: ["node:*"] },
  engine: { folders: ["contract", "models", "engine/local", "engine/remote"], packages: [] },
  http: { folders: ["contract", "wire"], packages: ["lossless-json"] },
  "http/in-tab": { folders: ["contract", "http"], packages: [] },
  "http/server": {
    folders: ["contract", "models", "wire", "engine", "engine/local", "engine/node", "http"],
    packages: ["@hono/node-server", "hono", "node:*"],
  },
  offline: { folders: ["contract", "models"], packages: ["valibot"] },
  "ui/text": { folders: ["contract", "models"], packages: [] },
  "ui/examples": { folders: ["contract"], packages: [] },
  "ui/draft": { folders: ["contract", "models"], files: ["engine/local/device.ts"], packages: ["valibot"] },
  "ui/element": {
    folders: ["contract", "models", "engine", "engine/local", "ui/text"],
    files: ["engine/worker/rerank.worker.ts"],
    packages: ["react"],
  },
  "ui/embed": {
    folders: ["contract", "models", "engine/local", "ui/text", "ui/examples", "ui/draft", "ui/element"],
    packages: ["valibot"],
  },
  "ui/playground": {
    folders: [
      "contract",
      "models",
      "metrics",
      "wire",
      "engine",
      "engine/local",
      "engine/remote",
      "offline",
      "ui/text",
      "ui/examples",
      "ui/draft",
    ],
    packages: [
      "@tanstack/react-virtual",
      "chardet",
      "idb-keyval",
      "jsonc-parser",
      "lucide-react",
      "papaparse",
      "radix-ui",
      "react",
      "react-dom",
      "valibot",
      "zustand",
    ],
  },
  library: {
    folders: [
      "contract",
      "models",
      "engine",
      "engine/local",
      "engine/remote",
      "engine/node",
      "http/in-tab",
      "ui/element",
    ],
    packages: ["@ai-sdk/provider", "@langchain/core", "node:*", "react"],
  },
};

/** Files that only one room may import, whatever its table says. */
const privateFiles = new Set(["offline/service-worker.ts", "offline/cached-files.ts"]);

/** @param {string} file relative to `src` */
const roomOf = (file) =>
  Object.keys(rooms)
    .filter((name) => file.startsWith(`${name}/`))
    .sort((a, b) => b.length - a.length)[0];

/** Import specifiers of a module; those in comments stand after an asterisk and do not count. @param {string} code */
function specifiers(code) {
  const statements = code.replace(/^\s*(\/\*\*|\*|\/\/).*$/gm, "");
  return [...statements.matchAll(/(?:\bfrom|\bimport\(?)\s*"([^"]+)"/g)].map(
    ([, specifier = ""]) => specifier,
  );
}

/** @param {string} file @param {string} specifier @returns {string | undefined} what is wrong with it */
function problem(file, specifier) {
  const name = roomOf(file);
  const room = name === undefined ? undefined : rooms[name];
  if (name === undefined || !room) return "the folder has no entry in scripts/check-imports.mjs";
  if (!specifier.startsWith(".")) {
    const allowed = room.packages.some((entry) =>
      entry.endsWith(":*")
        ? specifier.startsWith(entry.slice(0, -1))
        : specifier === entry || specifier.startsWith(`${entry}/`),
    );
    return allowed ? undefined : `${name} may not import the package ${specifier}`;
  }
  const target = posix.join(posix.dirname(file), specifier.replace(/\?.*/, ""));
  const targetRoom = roomOf(target);
  if (targetRoom === name) return undefined;
  if (room.files?.includes(target)) return undefined;
  if (targetRoom === undefined || privateFiles.has(target) || !room.folders.includes(targetRoom))
    return `${name} may not import ${target}`;
  return undefined;
}

const files = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "src"], {
  cwd: root,
  encoding: "utf8",
})
  .split("\n")
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => path.slice("src/".length));
const problems = files.flatMap((file) => {
  /** @type {string} */
  let code;
  try {
    code = readFileSync(`${root}src/${file}`, "utf8");
  } catch {
    return []; // Deleted, and not yet committed.
  }
  return specifiers(code).flatMap((specifier) => {
    const message = problem(file, specifier);
    return message === undefined ? [] : [`src/${file}: ${message}`];
  });
});
for (const line of problems) console.error(line);
if (problems.length > 0) process.exitCode = 1;
