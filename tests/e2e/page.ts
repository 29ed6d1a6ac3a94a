import AxeBuilder from "@axe-core/playwright";
import {
  type BrowserContext,
  type Locator,
  type Page,
  type Route,
  test as base,
  expect,
} from "@playwright/test";
import { readFileSync } from "node:fs";
import { ports } from "../../playwright.config.ts";
import type { ModelEntry } from "../../src/models/model.ts";
import { standInWorker } from "./stand-in/stand-in-worker.ts";

interface PageOptions {
  /**
   * Where scores come from: the real worker with its weights, or one that answers recorded scores at once. What is
   * not recorded fails the test.
   */
  scores: "real" | "recorded";
  /** What the page takes for the number of cores: one engine worker for each. */
  cores: number;
}

export const workerScript = /\/assets\/rerank\.worker-[\w-]+\.js$/;

/** From now on pages get the worker around recorded scores in place of the real one. */
export async function serveStandIn(target: Page | BrowserContext, model?: string): Promise<void> {
  const body = await standInWorker(model);
  const headers = { "access-control-allow-origin": "*" };
  await target.route(workerScript, (route) =>
    route.fulfill({ contentType: "text/javascript", headers, body }),
  );
}

const embeddedModel = JSON.parse(
  readFileSync(new URL("../../src/models/catalogue/Xenova--all-MiniLM-L6-v2.json", import.meta.url), "utf8"),
) as Pick<ModelEntry, "variants">;

/** Weights that the worker around recorded scores never reads: the page gets zeros of their size at once. */
async function serveEmptyWeights(context: BrowserContext): Promise<void> {
  const sizes = embeddedModel.variants
    .flatMap(({ files }) => files)
    .map(({ path, bytes }) => ({ path, bytes }));
  await context.addInitScript(
    ({ origin, sizes }) => {
      if (location.origin !== origin) return;
      const original = globalThis.fetch;
      globalThis.fetch = (input, init) => {
        const url = input instanceof Request ? input.url : String(input);
        const weights = sizes.find(({ path }) => url.endsWith(`/${path}`));
        return weights ? Promise.resolve(new Response(new Uint8Array(weights.bytes))) : original(input, init);
      };
    },
    { origin: `http://localhost:${ports.playground}`, sizes },
  );
}

/** Tests of the built page, each of which says where its scores come from. */
export const test = base.extend<PageOptions>({
  scores: ["real", { option: true }],
  cores: [1, { option: true }],
  context: async ({ context, scores, cores }, use) => {
    await context.addInitScript(
      (cores) => Object.defineProperty(navigator, "hardwareConcurrency", { value: cores }),
      cores,
    );
    const missing: string[] = [];
    if (scores !== "real") {
      await serveStandIn(context);
      await serveEmptyWeights(context);
      context.on("console", (message) => {
        if (message.text().startsWith("Nothing is recorded")) missing.push(message.text());
      });
    }
    await use(context);
    expect(missing).toEqual([]);
  },
});

/** Keeps every run from starting, until the returned function is called. */
export async function holdEngine(page: Page): Promise<() => void> {
  let release = (): void => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(workerScript, async (route: Route) => {
    await released;
    await route.fallback();
  });
  return release;
}

/** The page by its roles and names. */
export const rerankButton = (page: Page): Locator =>
  page.getByRole("button", { name: "Rerank", exact: true });
export const resultItems = (page: Page): Locator =>
  page.getByRole("list", { name: "Results", exact: true }).getByRole("listitem");
export const documentRows = (page: Page): Locator =>
  page.getByRole("list", { name: "Documents", exact: true }).getByRole("textbox");
export const topN = (page: Page): Locator =>
  page.getByRole("spinbutton", { name: "Number of returned documents" });
export const documentBox = (page: Page, number: number): Locator =>
  page.getByRole("textbox", { name: `Document ${number}`, exact: true });

/** Runs and waits until it is done. */
export async function run(page: Page): Promise<void> {
  await rerankButton(page).click();
  // The click itself has turned it into Cancel.
  await rerankButton(page).waitFor();
}

export const tab = (page: Page, name: "Results" | "Movement" | "Scores" | "Code"): Locator =>
  page.getByRole("tab", { name, exact: true });

/** The JSON of the response, once it is shown; afterwards the results are shown again. */
export async function responseJson(page: Page): Promise<unknown> {
  await tab(page, "Code").click();
  const response = page.getByRole("region", { name: "Response" });
  await expect(response).toContainText("results");
  const json: unknown = JSON.parse(await response.innerText());
  await tab(page, "Results").click();
  return json;
}

/** A setting of those that are folded, once they are unfolded. */
export async function moreSettings(
  page: Page,
  role: "spinbutton" | "combobox" | "checkbox",
  name: string,
): Promise<Locator> {
  const field = page.getByRole(role, { name });
  if (!(await field.isVisible())) await page.getByText("More settings").click();
  return field;
}

/** As a person drops it: with directories, which no script can make. */
export async function dropFiles(page: Page, target: Locator, paths: string[]): Promise<void> {
  // Waits until the layout stands still: a drop goes to a place of the window, whatever is there by then.
  await target.hover({ trial: true });
  const box = await target.boundingBox();
  if (!box) throw new Error("There is nothing to drop on.");
  const session = await page.context().newCDPSession(page);
  const place = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"] as const)
    await session.send("Input.dispatchDragEvent", { type, ...place, data });
  await session.detach();
}

/**
 * What axe finds: the rule and the first element that breaks it.
 * @param part selector of all that is new, such as an open dialog; the page behind it need not be read again
 */
export async function accessibilityFaults(page: Page, part?: string): Promise<(string | undefined)[][]> {
  // No page of the tests has its contents in frames: one run in the page is all, without a second page for the report.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"] });
  // The same elements in other colours: what else there is to find, the light page has.
  const recoloured = await page.evaluate(
    () => matchMedia("(prefers-color-scheme: dark)").matches || matchMedia("(forced-colors: active)").matches,
  );
  if (recoloured) axe.withRules(["color-contrast", "link-in-text-block"]);
  if (part !== undefined) {
    await page.locator(part).waitFor();
    axe.include(part);
  }
  const { violations } = await axe.analyze();
  return violations.map(({ id, nodes }) => [id, nodes[0]?.html]);
}

/** Waits until the page has saved its draft, which it does after a pause in typing, with this text in its JSON. */
export async function draftSaved(page: Page, text: string | RegExp): Promise<void> {
  const saved = () =>
    page.evaluate(async () => {
      const settled = <T>(request: IDBRequest<T>): Promise<T> =>
        new Promise((resolve, reject) => {
          request.addEventListener("success", () => resolve(request.result));
          request.addEventListener("error", () => reject(new Error("The database could not be read.")));
        });
      // To open a database that is missing would create it, without a store.
      if (!(await indexedDB.databases()).some(({ name }) => name === "keyval-store")) return "";
      const database = await settled(indexedDB.open("keyval-store"));
      const store = database.transaction("keyval").objectStore("keyval");
      const draft: unknown = await settled(store.get("tabrank-draft"));
      database.close();
      return JSON.stringify(draft ?? "");
    });
  await expect.poll(saved).toMatch(text);
}
