/**
 * The built page on a plain file server, under a path of its own and the headers of `_headers`: what it asks for, what
 * works when the network is gone, how a new version arrives, and what is left when everything is deleted.
 */
import { type BrowserContext, type Page, expect } from "@playwright/test";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as v from "valibot";
import { RerankResponse } from "../../src/contract/response.ts";
import { hubHost } from "./engine-page.ts";
import {
  accessibilityFaults,
  documentBox,
  documentRows,
  draftSaved,
  rerankButton,
  responseJson,
  resultItems,
  run,
  test,
} from "./page.ts";
import { staticServer } from "./static-server.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const dist = `${root}dist`;
/** Another build of the same page, as a deployment would bring it. */
const newer = `${root}.cache/newer-site`;
const prefix = "/some/where/";

const server = staticServer({ folder: dist, prefix });
/** Not `localhost`: there the server is asked first, as a port of a developer's machine is not one project's. */
let address = "";
let localAddress = "";

test.use({
  serviceWorkers: "allow",
  // An insecure page: a name that is not localhost.
  launchOptions: async ({ launchOptions }, use) =>
    use({
      ...launchOptions,
      args: [...(launchOptions.args ?? []), "--host-resolver-rules=MAP tabrank.test 127.0.0.1"],
    }),
});

test.beforeAll(async () => {
  const port = await server.start();
  address = `http://tabrank.localhost:${port}${prefix}`;
  localAddress = `http://localhost:${port}${prefix}`;
});
test.beforeEach(async () => {
  await server.start().catch(() => undefined);
  server.serve(dist);
  server.takeAsked();
});
test.afterAll(() => server.stop());

const ready = (page: Page) => page.getByText("This page works without a network");

/** Opens the page and waits until what it needs is kept; nothing is run. */
async function visit(page: Page, url = address): Promise<void> {
  await page.goto(url);
  await expect(ready(page)).toBeVisible({ timeout: 60_000 });
}

async function cutNetwork(context: BrowserContext): Promise<void> {
  await server.stop();
  await context.setOffline(true);
}

async function scoresOf(page: Page): Promise<unknown> {
  const { results, usage } = v.parse(RerankResponse, await responseJson(page));
  return { results, usage };
}

const buildOf = (page: Page) => page.evaluate(() => document.documentElement.dataset["build"] ?? "first");

/** What a content security policy refused, and every error on the console, workers included. */
async function faultsOf(page: Page): Promise<string[]> {
  const faults: string[] = [];
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  page.on("pageerror", (error) => faults.push(error.message));
  await page.exposeFunction("reportViolation", (text: string) => faults.push(text));
  await page.addInitScript(() => {
    addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => {
      const { reportViolation } = window as unknown as { reportViolation: (text: string) => void };
      reportViolation(`${effectiveDirective}: ${blockedURI}`);
    });
  });
  return faults;
}

test("after one visit, without a run, the page works with the network off and gives the same scores", async ({
  page,
  context,
  browser,
}) => {
  const online = await browser.newPage({ serviceWorkers: "block" });
  await online.goto(address);
  await run(online);
  const expected = await scoresOf(online);
  await online.context().close();

  const faults = await faultsOf(page);
  await visit(page);
  // The first visit is of the newest version there is.
  await expect(page.getByText("A new version is ready.")).toBeHidden();
  await cutNetwork(context);
  await page.reload();
  await expect(page.getByText(/^Offline: the page, its examples and cached models still work/)).toBeVisible();
  await run(page);
  await expect(resultItems(page)).toHaveCount(3);
  expect(await scoresOf(page)).toEqual(expected);
  await expect(page.getByRole("region", { name: "Status" })).toContainText("Scores verified");

  // Parts whose code comes when it is wanted.
  await page.getByRole("tab", { name: "Movement" }).click();
  await expect(page.getByRole("tabpanel", { name: "Movement" })).toBeVisible();
  await page.getByRole("button", { name: "Export" }).click();
  await expect(page.getByRole("menuitem", { name: "Copy as Markdown" })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("combobox", { name: "Example" }).selectOption("Question answering");
  await expect(documentRows(page).first()).not.toHaveValue(/skincare/);
  await page.getByRole("switch", { name: "Compare with remote API" }).check();
  await expect(page.getByRole("textbox", { name: "Base URL" })).toBeVisible();
  await expect(page.getByRole("region", { name: "Comparison" })).toBeVisible();
  expect(faults).toEqual([]);
});

test("nothing is asked of another origin, and no file twice of the server", async ({ page, context }) => {
  const urls: string[] = [];
  context.on("request", (request) => urls.push(request.url()));
  await visit(page);
  await run(page);
  const elsewhere = urls.filter((url) => /^https?:/.test(url) && !url.startsWith(new URL(address).origin));
  expect(elsewhere).toEqual([]);
  const asked = server.takeAsked();
  const models = asked.filter((path) => path.endsWith(".onnx") || path.endsWith(".wasm"));
  expect(new Set(models).size).toBe(models.length);
  // What another device would need stays where it is.
  expect(models.filter((path) => /jspi|asyncify|w8a32/.test(path))).toEqual([]);
  expect(asked.filter((path) => !path.startsWith(prefix))).toEqual([]);
});

test("a run in the first visit, after the network went", async ({ page, context }) => {
  await visit(page);
  await cutNetwork(context);
  await run(page);
  await expect(resultItems(page)).toHaveCount(3);
});

test("the service worker serves its own folder, and of that its own files only", async ({ page }) => {
  await visit(page);
  const scope = await page.evaluate(async () => (await navigator.serviceWorker.ready).scope);
  expect(scope).toBe(address);
  server.takeAsked();
  const statuses = await page.evaluate(async () => {
    const paths = ["robots.txt", "there-is-none.txt", "../elsewhere.txt"];
    return Promise.all(paths.map(async (path) => (await fetch(path)).status));
  });
  expect(statuses).toEqual([200, 404, 404]);
  expect(server.takeAsked().sort()).toEqual([
    "/some/elsewhere.txt",
    `${prefix}robots.txt`,
    `${prefix}there-is-none.txt`,
  ]);
  await page.goto(`${address}index.html?from=somewhere`);
  await expect(rerankButton(page)).toBeVisible();
});

test("a hub model that was downloaded runs without a network", async ({ page, context }) => {
  const asked: boolean[] = [];
  await page.exposeFunction("reportPersist", () => asked.push(true));
  await page.addInitScript(() => {
    navigator.storage.persist = async () => {
      (window as unknown as { reportPersist: () => void }).reportPersist();
      return true;
    };
  });
  await visit(page);
  await page.getByRole("combobox", { name: "Model" }).selectOption("Another repository or address…");
  await page.getByRole("textbox", { name: "Hub" }).fill(hubHost);
  await page.getByRole("combobox", { name: "Model" }).selectOption({ label: "BGE small v1.5" });
  expect(asked).toEqual([]);
  await run(page);
  await expect(page.getByRole("region", { name: "Status" })).toContainText("Scores verified");
  expect(asked).toEqual([true]);
  const expected = await scoresOf(page);
  await expect(page.getByText("35 MB, 1 model")).toBeVisible();
  await draftSaved(page, "Xenova/bge-small-en-v1.5");
  await cutNetwork(context);
  await page.reload();
  await run(page);
  await expect(page.getByRole("region", { name: "Status" })).toContainText("Xenova/bge-small-en-v1.5");
  expect(await scoresOf(page)).toEqual(expected);
});

test("a new version is announced, waits for the run, loses nothing, and fetches no model again", async ({
  page,
  context,
}) => {
  await visit(page);
  const other = await context.newPage();
  await visit(other);
  server.serve(newer);
  server.takeAsked();
  await page.reload();
  expect(await buildOf(page)).toBe("first");
  await documentBox(page, 1).fill("typed just now");
  const reload = page.getByRole("button", { name: "Reload" });
  await expect(page.getByText("A new version is ready.")).toBeVisible();
  await expect(reload).toBeEnabled();
  await rerankButton(page).click();
  await expect(page.getByText("You can reload after this run.")).toBeVisible();
  await expect(reload).toBeDisabled();
  await rerankButton(page).waitFor();
  expect(await buildOf(page)).toBe("first");
  await page.getByRole("textbox", { name: "Query" }).fill("typed at the last moment");
  await reload.click();
  await expect.poll(() => buildOf(page).catch(() => "")).toBe("newer");
  await expect(page.getByRole("textbox", { name: "Query" })).toHaveValue("typed at the last moment");
  await expect(documentBox(page, 1)).toHaveValue("typed just now");
  await expect(ready(page)).toBeVisible();
  expect(server.takeAsked().filter((path) => /\.(onnx|wasm)$/.test(path))).toEqual([]);

  // The other tab is told, is not reloaded, and still finds its own chunks, which the server has no more.
  await expect(other.getByText("A new version is ready.")).toBeVisible();
  expect(await buildOf(other)).toBe("first");
  await cutNetwork(context);
  await other.getByRole("switch", { name: "Compare with remote API" }).check();
  await expect(other.getByRole("textbox", { name: "Base URL" })).toBeVisible();
  await page.reload();
  expect(await buildOf(page)).toBe("newer");
  await run(page);
  await expect(resultItems(page)).toHaveCount(3);
});

test("a deployment that is only half there is not taken", async ({ page, context }) => {
  await visit(page);
  const half = `${root}.cache/half-site`;
  cpSync(newer, half, { recursive: true });
  writeFileSync(`${half}/index.html`, readFileSync(`${dist}/index.html`));
  server.serve(half);
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    const failed = new Promise((resolve) => {
      registration.addEventListener("updatefound", () => {
        const { installing } = registration;
        installing?.addEventListener("statechange", () => installing.state === "redundant" && resolve(true));
      });
    });
    await registration.update().catch(() => undefined);
    await failed;
  });
  await cutNetwork(context);
  await page.reload();
  expect(await buildOf(page)).toBe("first");
  await run(page);
  await expect(resultItems(page)).toHaveCount(3);
  await expect(page.getByText("A new version is ready.")).toBeHidden();
});

test("on localhost a rebuilt page is there at once; what is kept stands in for a server that is gone", async ({
  page,
  context,
}) => {
  await visit(page, localAddress);
  server.serve(newer);
  await page.reload();
  expect(await buildOf(page)).toBe("newer");
  await expect(ready(page)).toBeVisible();
  // The page is of the new build already: its service worker takes over without a word.
  const takenOver = () =>
    page.evaluate(async () => {
      const { waiting, installing } = await navigator.serviceWorker.ready;
      const kept = await caches.match([...document.scripts].at(-1)?.src ?? "", { ignoreSearch: true });
      return kept !== undefined && waiting === null && installing === null;
    });
  await expect.poll(takenOver).toBe(true);
  await expect(page.getByText("A new version is ready.")).toBeHidden();
  await cutNetwork(context);
  await page.reload();
  expect(await buildOf(page)).toBe("newer");
  await run(page);
  await expect(resultItems(page)).toHaveCount(3);
});

test("with the data saver on, only what was used is kept", async ({ page, context }) => {
  const saving = `${root}.cache/saving-site`;
  cpSync(dist, saving, { recursive: true });
  const override = `Object.defineProperty(navigator, "connection", { value: { saveData: true } });\n`;
  const script = `${saving}/tabrank-service-worker.js`;
  writeFileSync(script, override + readFileSync(script, "utf8"));
  server.serve(saving);
  await page.addInitScript(override);
  await page.goto(address);
  await expect(page.getByText("Without a network, only what you have already used works.")).toBeVisible();
  expect(server.takeAsked().filter((path) => /\.(onnx|wasm)$|hundred-passages/.test(path))).toEqual([]);
  await run(page);
  const expected = await scoresOf(page);
  await cutNetwork(context);
  await page.reload();
  await run(page);
  expect(await scoresOf(page)).toEqual(expected);
});

test("everything is deleted after a confirmation, and stays deleted until the page is opened anew", async ({
  page,
}) => {
  await visit(page);
  await page.evaluate(async () => {
    localStorage.setItem("another-page", "stays");
    await caches.open("another-page");
  });
  await page.getByRole("button", { name: "Theme: as the system" }).click();
  await page.getByRole("textbox", { name: "Query" }).fill("a secret");
  await run(page);
  const dialog = page.getByRole("dialog", { name: "Delete everything?" });
  await page.getByRole("button", { name: "Delete everything" }).click();
  await dialog.getByRole("button", { name: "Keep it" }).click();
  await expect(ready(page)).toBeVisible();
  await page.getByRole("button", { name: "Delete everything" }).click();
  await dialog.getByRole("button", { name: "Delete everything" }).click();
  await expect(page.getByText("Everything was deleted.")).toBeVisible();
  await expect(dialog).toBeHidden();
  // What follows is not kept either: typing, a setting, a part whose code is fetched only now.
  await page.clock.install();
  await page.getByRole("textbox", { name: "Query" }).fill("another secret");
  await page.getByRole("button", { name: "Theme: light" }).click();
  await page.getByRole("combobox", { name: "Example" }).selectOption("Question answering");
  await expect(documentRows(page).first()).not.toHaveValue(/skincare/);
  await page.clock.runFor(1000);
  await page.goto(`${address}robots.txt`);
  const left = () =>
    page.evaluate(async () => ({
      caches: await caches.keys(),
      databases: (await indexedDB.databases()).map(({ name }) => name),
      localStorage: Object.keys(localStorage),
      registrations: (await navigator.serviceWorker.getRegistrations()).length,
    }));
  await expect
    .poll(left)
    .toEqual({ caches: ["another-page"], databases: [], localStorage: ["another-page"], registrations: 0 });
});

test("Chromium would install it", async ({ page }) => {
  await visit(page);
  const devtools = await page.context().newCDPSession(page);
  const { errors, data } = await devtools.send("Page.getAppManifest");
  expect(errors).toEqual([]);
  expect(JSON.parse(data ?? "{}")).toMatchObject({ display: "standalone", start_url: "./" });
  const { installabilityErrors } = await devtools.send("Page.getInstallabilityErrors");
  // The contexts of the tests are like private windows, in which nothing is installed.
  expect(installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito")).toEqual([]);
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing, nothing runs over the edge at 390 px: storage, dialog, update, offline; ${colorScheme}`, async ({
    page,
    context,
  }) => {
    const clean = async (part?: string) => {
      expect(await accessibilityFaults(page, part)).toEqual([]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow).toBeLessThanOrEqual(0);
    };
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 390, height: 844 });
    await visit(page);
    await clean();
    await page.getByRole("button", { name: "Delete everything" }).click();
    await clean("dialog[open]");
    await page.getByRole("button", { name: "Keep it" }).click();
    server.serve(newer);
    await page.reload();
    await expect(page.getByText("A new version is ready.")).toBeVisible();
    await clean();
    await cutNetwork(context);
    await expect(page.getByText(/^Offline: /)).toBeVisible();
    await clean();
  });
}

test("on an insecure page nothing fails, and the page says that it is not kept", async ({ page }) => {
  const faults = await faultsOf(page);
  await page.goto(address.replace("tabrank.localhost", "tabrank.test"));
  await expect(page.getByText("This page cannot be cached here")).toBeVisible();
  await page.getByRole("button", { name: "Delete everything" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete everything" }).click();
  await expect(page.getByText("Everything was deleted.")).toBeVisible();
  await run(page);
  await expect(resultItems(page)).toHaveCount(3);
  expect(faults).toEqual([]);
});
