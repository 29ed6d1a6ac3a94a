/**
 * Checks that Markdown is true to the repository: every relative link and anchor resolves, and every file or folder
 * that inline code names by its path exists.
 *
 *   node scripts/check-links.mjs
 */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { root } from "./install.mjs";

const pages = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "*.md"], {
  cwd: root,
  encoding: "utf8",
})
  .split("\n")
  .filter((path) => path !== "" && existsSync(join(root, path)));

/** @param {string} text */
const withoutBlocks = (text) => text.replace(/^( *)(```+|~~~+)[^\n]*\n[\s\S]*?^\1\2$/gm, "");

/** Anchors of a page's headings, as GitHub makes them. @param {string} path */
function anchors(path) {
  /** @type {Map<string, number>} */
  const uses = new Map();
  const headings = withoutBlocks(readFileSync(path, "utf8")).matchAll(/^#{1,6} +(.+?) *#*$/gm);
  return new Set(
    [...headings].map(([, heading = ""]) => {
      const plain = heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1").toLowerCase();
      const anchor = plain.replaceAll(/[^\p{L}\p{N}\p{M}_ -]/gu, "").replaceAll(" ", "-");
      const before = uses.get(anchor) ?? 0;
      uses.set(anchor, before + 1);
      return before === 0 ? anchor : `${anchor}-${before}`;
    }),
  );
}

/** @param {string} page @param {string} target @returns {string | undefined} what is wrong with it */
function linkProblem(page, target) {
  if (/^[a-z]+:/i.test(target)) return undefined;
  const [path = "", anchor] = target.split("#");
  const file = path === "" ? join(root, page) : join(root, dirname(page), decodeURIComponent(path));
  if (!existsSync(file)) return `${target} does not exist`;
  if (anchor === undefined) return undefined;
  if (!file.endsWith(".md")) return `${target}: only Markdown pages have anchors`;
  return anchors(file).has(anchor) ? undefined : `${relative(root, file)} has no heading #${anchor}`;
}

/** Repository paths in inline code; patterns with `*`, `…` or `<` name no single file. */
const namedPath = /^(?:src|scripts|tests|tools|docs|bench|examples|public|\.github)\/[\w./-]+$/;

const problems = pages.flatMap((page) => {
  const text = withoutBlocks(readFileSync(join(root, page), "utf8"));
  const prose = text.replaceAll(/`[^`\n]+`/g, "");
  const links = [
    ...prose.matchAll(/\]\(<?([^)\s>]+)>?[^)]*\)/g),
    ...prose.matchAll(/\b(?:src|srcset|href)="([^"]+)"/g),
  ];
  const names = [...text.matchAll(/`([^`\n]+)`/g)].filter(([, code = ""]) => namedPath.test(code));
  return [
    ...links.map(([, target = ""]) => linkProblem(page, target)),
    ...names.map(([, path = ""]) => (existsSync(join(root, path)) ? undefined : `${path} does not exist`)),
  ].flatMap((problem) => (problem === undefined ? [] : [`${page}: ${problem}`]));
});

for (const line of problems) console.error(line);
if (problems.length > 0) process.exitCode = 1;
