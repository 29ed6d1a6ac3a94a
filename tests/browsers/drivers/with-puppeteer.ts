/** Chromium over its DevTools protocol, and a stock Firefox over WebDriver BiDi. */
import puppeteer, { type ElementHandle, type LaunchOptions } from "puppeteer-core";
import { findChromium } from "../../../scripts/chromium.mjs";
import { findFirefox } from "../../../scripts/browsers.mjs";
import type { Browser, Place } from "./browser.ts";
import { type ForeignProxy, foreignProxy } from "./foreign-proxy.ts";
import { inPageScript } from "./in-page-script.ts";

const needed = (path: string | undefined, name: string): string => {
  if (path === undefined) throw new Error(`There is no ${name} on this machine.`);
  return path;
};

export async function launchChromium(): Promise<Browser> {
  const executablePath = needed(findChromium(), "Chromium");
  return launch(({ host }) => ({
    browser: "chrome",
    executablePath,
    headless: executablePath.includes("headless") ? "shell" : true,
    args: [`--proxy-server=${host}`, "--no-sandbox"],
  }));
}

export async function launchFirefox(): Promise<Browser> {
  const executablePath = needed(findFirefox(), "Firefox");
  return launch(({ host }) => {
    const [name, port] = host.split(":");
    return {
      browser: "firefox",
      executablePath,
      // Its own list of bad certificates and the like. Without the variable a release build asks Mozilla for it all the same.
      env: { ...process.env, MOZ_REMOTE_SETTINGS_DEVTOOLS: "1" },
      extraPrefsFirefox: {
        "services.settings.server": "data:,#remote-settings-dummy/v1",
        "network.proxy.type": 1,
        "network.proxy.http": name,
        "network.proxy.http_port": Number(port),
        "network.proxy.ssl": name,
        "network.proxy.ssl_port": Number(port),
      },
    };
  });
}

async function launch(optionsFor: (proxy: ForeignProxy) => LaunchOptions): Promise<Browser> {
  const proxy = await foreignProxy();
  const browser = await puppeteer.launch(optionsFor(proxy));
  const page = await browser.newPage();
  page.setDefaultTimeout(120_000);
  await page.evaluateOnNewDocument(await inPageScript());

  const handleOf = async (it: Promise<{ asElement: () => unknown }>): Promise<ElementHandle<HTMLElement>> => {
    const element = (await it).asElement();
    if (element === null) throw new Error("What was found is no element.");
    return element as ElementHandle<HTMLElement>;
  };
  const find = (place: Place) =>
    handleOf(page.evaluateHandle((place) => window.tabrankTest.find(place), place));

  return {
    version: await browser.version(),
    open: async (url) => {
      // One that differs in its fragment only would not be loaded.
      if (page.url().split("#")[0] === url.split("#")[0] && url.includes("#")) await page.goto("about:blank");
      await page.goto(url);
    },
    evaluate: (work, ...parameters) =>
      page.evaluate(work as (...all: unknown[]) => unknown, ...parameters) as Promise<
        Awaited<ReturnType<typeof work>>
      >,
    find: async (place) => void (await find(place)),
    focus: async (place) => (await find(place)).focus(),
    click: async (place) =>
      (await handleOf(page.evaluateHandle((place) => window.tabrankTest.standing(place), place))).click(),
    fill: async (place, text) => {
      const field = await handleOf(page.evaluateHandle((place) => window.tabrankTest.select(place), place));
      await page.keyboard.press("Delete");
      await field.type(text);
    },
    press: async (key, modifier) => {
      if (modifier) await page.keyboard.down(modifier);
      await page.keyboard.press(key);
      if (modifier) await page.keyboard.up(modifier);
    },
    choose: async (name, paths) => {
      const input = await page.waitForSelector<'input[type="file"]'>(
        `input[type="file"][aria-label="${name}"]` as 'input[type="file"]',
      );
      await input?.uploadFile(...paths);
    },
    takeForeign: proxy.take,
    close: async () => {
      await browser.close();
      proxy.close();
    },
  };
}
