/**
 * `npm run release`: runs the tests, packs the package and prints the commands to publish it; a person runs those.
 * First change the version and the changelog by hand, and commit them.
 */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root, run } from "./install.mjs";

const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
/** @param {string[]} parameters */
const git = (...parameters) => execFileSync("git", parameters, { cwd: root, encoding: "utf8" }).trim();

const changed = git("status", "--porcelain");
if (changed !== "") throw new Error(`Commit these changes first:\n${changed}`);
if (git("tag", "--list", `v${version}`) !== "")
  throw new Error(`v${version} exists already. Raise the version in package.json.`);
const changelog = readFileSync(join(root, "CHANGELOG.md"), "utf8");
if (!changelog.includes(`## ${version}`)) throw new Error(`CHANGELOG.md has no section ${version}.`);

run("npm", ["test"]);
run("npm", ["pack"]);
console.log(`
tabrank-${version}.tgz is ready. To publish it:
  git tag v${version} && git push --tags
  npm publish tabrank-${version}.tgz
`);
