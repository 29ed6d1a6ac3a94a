/** Finds a Chromium to test with, or installs one. */
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { chromium } from "@playwright/test";
import { root } from "./install.mjs";

/**
 * Chromium without the interface of a browser, which costs a second of processor time with every page. Debian's, then
 * Playwright's.
 */
function headlessShells() {
  const downloads = resolve(chromium.executablePath(), "../../..");
  const versions = existsSync(downloads)
    ? readdirSync(downloads).filter((name) => name.startsWith("chromium_headless_shell-"))
    : [];
  const folders = versions.flatMap((version) =>
    readdirSync(join(downloads, version)).map((platform) => join(downloads, version, platform)),
  );
  return [
    "/usr/bin/chromium-headless-shell",
    ...folders.flatMap((folder) =>
      ["chrome-headless-shell", "headless_shell", "chrome-headless-shell.exe"].map((name) =>
        join(folder, name),
      ),
    ),
  ];
}

const browsers = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** The first path that exists. @param {(string | undefined)[]} paths */
export const firstOf = (paths) => paths.find((path) => path !== undefined && path !== "" && existsSync(path));

const findShell = () => firstOf([process.env["CHROMIUM_PATH"], ...headlessShells()]);

/** Path of a browser on this machine; `undefined` where there is none. `CHROMIUM_PATH` has the first word. */
export const findChromium = () => findShell() ?? firstOf([chromium.executablePath(), ...browsers]);

/**
 * Tries the ways to install something, in order, until it is found.
 * @param {{ name: string, find: () => unknown, ways: readonly (readonly string[])[] }} missing
 */
export function tryToInstall({ name, find, ways }) {
  for (const [command = "", ...parameters] of ways) {
    if (find()) return;
    console.log(`No ${name} here; trying: ${command} ${parameters.join(" ")}`);
    try {
      if (command === "apt-get" && !updated) attempt(command, ["update", "-qq"]);
      updated ||= command === "apt-get";
      attempt(command, parameters);
    } catch {
      // The next way is tried.
    }
  }
}

/** The lists of packages. */
let updated = false;

/** @param {string} command @param {string[]} parameters */
function attempt(command, parameters) {
  execFileSync(command, parameters, { cwd: root, stdio: "ignore", timeout: 300_000 });
}

/** As `findChromium`; without a headless shell it tries Playwright's download, then Debian's packages. */
export function ensureChromium() {
  tryToInstall({
    name: "headless Chromium",
    find: findShell,
    ways: [
      ["npx", "playwright", "install", "--with-deps", "chromium-headless-shell"],
      ["apt-get", "install", "-y", "-qq", "chromium-headless-shell", "fonts-noto-cjk"],
    ],
  });
  tryToInstall({
    name: "Chromium",
    find: findChromium,
    ways: [["apt-get", "install", "-y", "-qq", "chromium", "fonts-noto-cjk"]],
  });
  const path = findChromium();
  if (!path) throw new Error("No Chromium found. Install one, or set CHROMIUM_PATH to its executable.");
  return path;
}
