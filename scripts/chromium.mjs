/** Finds a Chromium to test with, or installs one. */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";

const installed = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Path of a browser on this machine; `undefined` where there is none. `CHROMIUM_PATH` has the first word. */
export function findChromium() {
  const candidates = [process.env["CHROMIUM_PATH"], chromium.executablePath(), ...installed];
  return candidates.find((path) => path !== undefined && path !== "" && existsSync(path));
}

/** As `findChromium`; without one it tries Playwright's download, then Debian's package. */
export function ensureChromium() {
  const found = findChromium();
  if (found) return found;
  for (const [command, ...parameters] of [
    ["npx", "playwright", "install", "--with-deps", "chromium-headless-shell", "chromium"],
    ["apt-get", "update", "-qq"],
    ["apt-get", "install", "-y", "-qq", "chromium", "fonts-noto-cjk"],
  ]) {
    if (command === undefined || findChromium()) continue;
    console.log(`No Chromium here; trying: ${command} ${parameters.join(" ")}`);
    try {
      execFileSync(command, parameters, { stdio: "ignore", timeout: 300_000 });
    } catch {
      // The next way is tried.
    }
  }
  const path = findChromium();
  if (!path) throw new Error("No Chromium found. Install one, or set CHROMIUM_PATH to its executable.");
  return path;
}
