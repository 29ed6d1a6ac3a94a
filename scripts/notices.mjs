/**
 * Writes `THIRD-PARTY-NOTICES.txt`: name, version and licence text of every npm package whose code is in a build. Texts
 * that a package does not carry lie in `licences/`.
 */
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "./install.mjs";

export const noticesFile = "THIRD-PARTY-NOTICES.txt";

const introduction =
  "This software contains the following packages, each under the licence below its name.\n";

/** Folders of ours that are ports of other people's code, and so under its licence. */
const ports = [
  {
    folder: join(root, "src/engine/worker/tokenizer/"),
    name: "tokenizers",
    version: "0.23",
    license: "Apache-2.0",
    origin: `Copyright the authors of the Rust libraries tokenizers (https://github.com/huggingface/tokenizers) and
spm_precompiled (https://github.com/huggingface/spm_precompiled). The tokenizer in this software is a port of both to
TypeScript: it was changed.`,
    text: join(root, "LICENSE"),
  },
];

/**
 * Collects packages over several builds (page and workers, browser and Node).
 * @param {string[]} unseen packages that reach the output without being modules: style sheets, the bundler's helpers
 */
export function thirdPartyNotices(unseen = []) {
  const folders = new Set(unseen.map(installed));
  /** @type {Set<typeof ports[number]>} */
  const ported = new Set();
  return {
    /** A plugin that notes which packages a build contains. */
    collect: () => ({
      name: "collect-third-party-packages",
      /** @param {unknown} _options @param {import("rolldown").OutputBundle} bundle */
      generateBundle(_options, bundle) {
        for (const output of Object.values(bundle)) {
          if (output.type !== "chunk") continue;
          for (const [id, { renderedLength }] of Object.entries(output.modules)) {
            const folder = packageFolder(id);
            if (renderedLength === 0) continue;
            if (folder !== undefined) folders.add(folder);
            for (const port of ports) if (id.startsWith(port.folder)) ported.add(port);
          }
        }
      },
    }),
    /** @throws {Error} if the licence text of a package is missing */
    text: () =>
      [introduction, ...[...[...folders].map(notice), ...[...ported].map(portNotice)].sort()].join(
        `\n${"-".repeat(80)}\n\n`,
      ),
  };
}

/** @param {string} name */
const installed = (name) => join(root, "node_modules", name);

/** @param {string} id of a module @returns {string | undefined} its package's folder */
function packageFolder(id) {
  return /^\0?(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(id)?.[1];
}

/** @param {string} folder of a package */
function notice(folder) {
  /** @type {{ name: string, version: string, license: string }} */
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return `${name} ${version}\nLicence: ${license}\n\n${licenceText(name, folder).trim()}\n`;
}

/** @param {typeof ports[number]} port */
function portNotice({ name, version, license, origin, text }) {
  return `${name} ${version}\nLicence: ${license}\n\n${origin}\n\n${readFileSync(text, "utf8").trim()}\n`;
}

/** @param {string} name @param {string} folder */
function licenceText(name, folder) {
  const kept = join(root, "licences", `${name.replace("/", "__")}.txt`);
  if (existsSync(kept)) return readFileSync(kept, "utf8");
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice)\b/i.test(file));
  if (files.length === 0) throw new Error(`${name} has no licence file: put the text into ${kept}.`);
  return files.map((file) => readFileSync(join(folder, file), "utf8")).join("\n");
}
