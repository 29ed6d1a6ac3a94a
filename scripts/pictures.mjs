/** `node scripts/pictures.mjs`: takes screenshots of the built playground for the README and for link previews. */
import { chromium } from "@playwright/test";
import { preview } from "vite";
import { ensureChromium } from "./chromium.mjs";
import { root } from "./install.mjs";

const pictures = [
  { path: "docs/playground.png", width: 1280, height: 860, scheme: "light" },
  { path: "docs/playground-dark.png", width: 1280, height: 860, scheme: "dark" },
  { path: "public/social.png", width: 1200, height: 630, scheme: "light" },
];

const server = await preview({ root, preview: { port: 4373, strictPort: true } });
const browser = await chromium.launch({ executablePath: ensureChromium() });
for (const { path, width, height, scheme } of pictures) {
  const page = await browser.newPage({
    viewport: { width, height },
    colorScheme: scheme === "dark" ? "dark" : "light",
  });
  await page.goto("http://localhost:4373/");
  await page.getByRole("button", { name: "Rerank", exact: true }).click();
  await page.getByRole("list", { name: "Results", exact: true }).waitFor();
  await page.getByRole("button", { name: "Rerank", exact: true }).waitFor();
  await page.waitForTimeout(500);
  await page.screenshot({ path: root + path });
  await page.close();
}
await browser.close();
await server.close();
