/** Finds Firefox and WebKit to test with, or installs them. `chromium.mjs` does so for Chromium. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { firstOf, tryToInstall } from "./chromium.mjs";
import { root } from "./install.mjs";

/** Of `@puppeteer/browsers`, where no package manager has Firefox. */
const downloads = join(root, ".cache/browsers");

const inFolder = (/** @type {string} */ folder) =>
  existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];

/** Path of a stock Firefox; `undefined` where there is none. `FIREFOX_PATH` has the first word. */
export const findFirefox = () =>
  firstOf([
    process.env["FIREFOX_PATH"],
    "/usr/bin/firefox-esr",
    "/usr/bin/firefox",
    "/Applications/Firefox.app/Contents/MacOS/firefox",
    "C:/Program Files/Mozilla Firefox/firefox.exe",
    ...inFolder(join(downloads, "firefox")).flatMap((version) => [
      join(version, "firefox/firefox"),
      join(version, "Firefox.app/Contents/MacOS/firefox"),
      join(version, "core/firefox.exe"),
    ]),
  ]);

/** WebKitGTK's small browser, its driver and a screen for them: all three, or `undefined`. */
export function findWebKit() {
  const driver = firstOf(["/usr/bin/WebKitWebDriver"]);
  const screen = firstOf(["/usr/bin/Xvfb"]);
  const folders = ["/usr/libexec", ...inFolder("/usr/lib")].flatMap((folder) =>
    ["webkit2gtk-4.1", "webkit2gtk-4.0", "webkitgtk-6.0"].map((version) =>
      join(folder, version, "MiniBrowser"),
    ),
  );
  const browser = firstOf(folders);
  return driver && screen && browser ? { driver, screen, browser } : undefined;
}

/** What the step `browsers` runs beside Chromium: how each is found, and the ways to get it, in order. */
const needed = [
  {
    name: "Firefox",
    find: findFirefox,
    ways: [
      ["apt-get", "install", "-y", "-qq", "firefox-esr"],
      ["npx", "--no-install", "browsers", "install", "firefox@stable", "--path", downloads],
    ],
    hint: "Install it, or set FIREFOX_PATH to its executable.",
  },
  {
    name: "WebKit",
    find: findWebKit,
    ways: [["apt-get", "install", "-y", "-qq", "webkit2gtk-driver", "xvfb"]],
    hint: "Debian and Ubuntu have it: webkit2gtk-driver, xvfb. Nobody publishes WebKit with a driver for Windows.",
  },
];

/**
 * Installs what is missing.
 * @returns {{ name: string, said: string }[]} those that could not be had
 * @throws {Error} if one could not be had and this is CI
 */
export function ensureBrowsers() {
  for (const browser of needed) tryToInstall(browser);
  const missing = needed.filter(({ find }) => !find());
  const said = missing.map(({ name, hint }) => ({
    name,
    said: `${name}: it is not on this machine and could not be installed. ${hint}`,
  }));
  if (said.length > 0 && process.env["CI"] === "true")
    throw new Error(said.map(({ said }) => said).join("\n"));
  return said;
}
