/**
 * `npm run release`: everything that comes before publishing, which is left to a person. Tests, packs, and says what
 * to type. The version and the changelog are changed by hand first, and committed.
 */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root, run } from "./install.mjs";

const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
/** @param {string[]} parameters */
const git = (...parameters) => execFileSync("git", parameters, { cwd: root, encoding: "utf8" }).trim();

const changed = git("status", "--porcelain");
if (changed !== "") throw new Error(`Commit these first:\n${changed}`);
if (git("tag", "--list", `v${version}`) !== "")
  throw new Error(`v${version} is there already: raise the version in package.json.`);
const changelog = readFileSync(join(root, "CHANGELOG.md"), "utf8");
if (!changelog.includes(`## ${version}`)) throw new Error(`CHANGELOG.md says nothing of ${version}.`);

run("npm", ["test"]);
run("node", ["scripts/build-library.mjs"]);
run("npm", ["pack"]);
console.log(`
tabrank-${version}.tgz is ready. To publish it:
  git tag v${version} && git push --tags
  npm publish tabrank-${version}.tgz
`);
