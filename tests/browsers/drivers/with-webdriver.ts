/** WebKitGTK by its own WebDriver, on a screen that nobody sees. */
import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { Builder, By, Key as Keys, type WebDriver, type WebElement, until } from "selenium-webdriver";
import { within } from "../../../src/contract/waiting.ts";
import { findWebKit } from "../../../scripts/browsers.mjs";
import type { Browser, Place } from "./browser.ts";
import { foreignProxy } from "./foreign-proxy.ts";
import { inPageScript } from "./in-page-script.ts";

const keys = {
  ArrowDown: Keys.ARROW_DOWN,
  Delete: Keys.DELETE,
  End: Keys.END,
  Enter: Keys.ENTER,
  Escape: Keys.ESCAPE,
};

/** A start that takes longer than this has never ended. */
const startLimitMs = 40_000;

export async function launchWebKit(): Promise<Browser> {
  const paths = findWebKit();
  if (!paths) throw new Error("There is no WebKit with a driver on this machine.");
  const [screen, display] = await startScreen();
  const proxy = await foreignProxy();
  const start = (): Promise<Session> => startSession(paths, display, proxy.host);
  // On a busy machine its processes sometimes wait for each other: then it is started once more.
  const { driver, stop } = await start().catch((error: unknown) => {
    console.warn("WebKit did not start, and is started once more:", error);
    return start();
  });
  await driver.manage().setTimeouts({ script: 120_000 });
  const capabilities = await driver.getCapabilities();
  const script = await inPageScript();

  const find = (place: Place): Promise<WebElement> =>
    driver.executeScript((place: Place) => window.tabrankTest.find(place), place);

  return {
    version: `WebKitGTK/${capabilities.getBrowserVersion()}`,
    open: async (url) => {
      if (url.includes("#")) await driver.get("about:blank");
      await driver.get(url);
      await driver.executeScript(script);
    },
    evaluate: (work, ...parameters) => driver.executeScript(work, ...parameters),
    find: async (place) => void (await find(place)),
    focus: async (place) => {
      await driver.executeScript((element: HTMLElement) => element.focus(), await find(place));
    },
    click: async (place) => {
      const element: WebElement = await driver.executeScript(
        (place: Place) => window.tabrankTest.standing(place),
        place,
      );
      await element.click();
    },
    fill: async (place, text) => {
      const field: WebElement = await driver.executeScript(
        (place: Place) => window.tabrankTest.select(place),
        place,
      );
      await field.sendKeys(Keys.DELETE, text);
    },
    press: async (key, modifier) => {
      const actions = driver.actions();
      if (modifier) actions.keyDown(Keys.CONTROL);
      actions.sendKeys(keys[key]);
      if (modifier) actions.keyUp(Keys.CONTROL);
      await actions.perform();
    },
    choose: async (name, paths) => {
      const input = until.elementLocated(By.css(`input[type="file"][aria-label="${name}"]`));
      await (await driver.wait(input)).sendKeys(paths.join("\n"));
    },
    takeForeign: proxy.take,
    close: async () => {
      await within(startLimitMs, driver.quit()).finally(() => {
        stop();
        screen.kill();
        proxy.close();
      });
    },
  };
}

interface Session {
  driver: WebDriver;
  /** Ends the driver and the browser. */
  stop: () => void;
}

async function startSession(
  paths: { driver: string; browser: string },
  display: string,
  proxy: string,
): Promise<Session> {
  const port = await freePort();
  const env = { ...process.env, DISPLAY: display };
  // A process group of its own: the browser ends with its driver.
  const service = spawn(paths.driver, [`--port=${port}`], { env, stdio: "ignore", detached: true });
  const stop = (): void => {
    if (service.pid === undefined) return;
    try {
      process.kill(-service.pid, "SIGKILL");
    } catch {
      // All of it has ended.
    }
  };
  process.once("exit", stop);
  try {
    await isListening(port);
    const session = new Builder()
      .usingServer(`http://127.0.0.1:${port}`)
      .withCapabilities({
        browserName: "MiniBrowser",
        "webkitgtk:browserOptions": { binary: paths.browser, args: ["--automation"] },
        proxy: {
          proxyType: "manual",
          httpProxy: proxy,
          sslProxy: proxy,
          noProxy: ["localhost", ".localhost", "127.0.0.1"],
        },
      })
      .build();
    return { driver: await within(startLimitMs, session), stop };
  } catch (error) {
    stop();
    throw error;
  }
}

/** The process of the screen, and its name. */
async function startScreen(): Promise<[ChildProcess, string]> {
  const screen = spawn("Xvfb", ["-displayfd", "3", "-screen", "0", "1280x1024x24", "-nolisten", "tcp"], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  const number = await new Promise<string>((resolve, reject) => {
    screen.stdio[3]?.once("data", (data: Buffer) => resolve(data.toString().trim()));
    screen.once("error", reject);
    screen.once("close", () => reject(new Error("Xvfb ended before it had a screen.")));
  });
  return [screen, `:${number}`];
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function isListening(port: number): Promise<void> {
  const end = Date.now() + 10_000;
  while (
    !(await fetch(`http://127.0.0.1:${port}/status`).then(
      ({ ok }) => ok,
      () => false,
    ))
  ) {
    if (Date.now() > end) throw new Error("WebKitWebDriver does not answer.");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
