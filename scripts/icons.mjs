/** `node scripts/icons.mjs`: renders the icons of the installed page from public/favicon.svg. */
import { chromium } from "@playwright/test";
import { mkdirSync, readFileSync } from "node:fs";
import { ensureChromium } from "./chromium.mjs";
import { root } from "./install.mjs";

const accent = "#2f52c8";
/** `share` is the drawing's share of the side. Launchers crop a maskable icon to its inner 80%. */
const icons = [
  { path: "public/icons/192.png", side: 192, share: 1, ground: "transparent" },
  { path: "public/icons/512.png", side: 512, share: 1, ground: "transparent" },
  { path: "public/icons/maskable-512.png", side: 512, share: 0.8, ground: accent },
  { path: "public/icons/apple-touch-icon.png", side: 180, share: 0.9, ground: accent },
];

mkdirSync(`${root}public/icons`, { recursive: true });
const drawing = readFileSync(`${root}public/favicon.svg`).toString("base64");
const browser = await chromium.launch({ executablePath: ensureChromium() });
for (const { path, side, share, ground } of icons) {
  const page = await browser.newPage({ viewport: { width: side, height: side } });
  const inset = (side * (1 - share)) / 2;
  await page.setContent(
    `<body style="margin: 0; background: ${ground}"><img style="position: absolute; inset: ${inset}px;
      width: ${side * share}px" src="data:image/svg+xml;base64,${drawing}" /></body>`,
  );
  await page.getByRole("img").waitFor();
  await page.screenshot({ path: root + path, omitBackground: true });
  await page.close();
}
await browser.close();
