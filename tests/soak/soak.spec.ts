/** Random actions of a person, for as long as it is told to; after each, what must always hold is looked at. */
import { type CDPSession, type Page, expect } from "@playwright/test";
import { draftSaved, serveStandIn, test } from "../e2e/page.ts";
import { type Action, actions, closeDialogs } from "./actions.ts";
import { createRandom } from "./random.ts";
import { draftOf, settled } from "./state.ts";

const minutes = Number(process.env["SOAK_MINUTES"] ?? 30);
const seed = Number(process.env["SOAK_SEED"] ?? 1);
const cores = 2;
/** The page's engine, and one for each candidate of a comparison. */
const maxWorkers = 4 * cores;

/** Requests that leave the machine: models of the Hub, servers to compare with. They fail, as without a network. */
const foreign = /^https?:\/\/(?!localhost)/;

test.use({ scores: "recorded", cores });

test("random actions leave the page whole", async ({ page, context }) => {
  await serveStandIn(context, "../../soak/soak-model.ts");
  await context.route(foreign, (route) => route.abort());
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(`page error: ${error.message}`));
  page.on("crash", () => faults.push("the page crashed"));
  page.on("console", (message) => {
    const isNetwork = message.text().startsWith("Failed to load resource");
    if (message.type() === "error" && !isNetwork) faults.push(`console: ${message.text()}`);
  });
  page.on("dialog", (dialog) => void dialog.dismiss());
  await page.goto("/");
  await page.getByRole("button", { name: "Rerank", exact: true }).waitFor();

  const random = createRandom(seed);
  const devtools = await context.newCDPSession(page);
  const counts = new Map<string, number>();
  const heaps: number[] = [];
  const done: string[] = [];
  const total = actions.reduce((sum, { weight }) => sum + weight, 0);
  const until = Date.now() + minutes * 60_000;

  function choose(): Action {
    let at = random.below(total);
    for (const action of actions) {
      at -= action.weight;
      if (at < 0) return action;
    }
    throw new Error("There are no actions.");
  }

  try {
    for (let step = 1; Date.now() < until; step++) {
      const action = choose();
      done.push(action.name);
      counts.set(action.name, (counts.get(action.name) ?? 0) + 1);
      await action.run(page, random);
      await closeDialogs(page);
      await expectWhole(page);
      expect(faults).toEqual([]);
      if (step % 40 === 0) await expectReloadKeeps(page);
      if (step % 100 === 0) heaps.push(await heapMegabytes(page, devtools));
    }
    await expectFlat(heaps);
  } finally {
    const steps = [...counts.values()].reduce((sum, count) => sum + count, 0);
    console.log(`Seed ${seed}, ${minutes} minutes, ${steps} actions. Last: ${done.slice(-12).join("; ")}`);
    for (const [name, count] of [...counts].toSorted(([, a], [, b]) => b - a))
      console.log(`  ${String(count).padStart(5)}  ${name}`);
    console.log(`JS heap in MB, every 100 actions: ${heaps.map((size) => size.toFixed(1)).join(", ")}`);
  }
});

/** The page is there, and what it says of the run fits what it shows. */
async function expectWhole(page: Page): Promise<void> {
  await expect(page.getByRole("textbox", { name: "Query" }).first()).toBeVisible();
  await expect(page.getByRole("heading", { name: /^Documents/ }).first()).toBeVisible();
  await expect(page.getByRole("button", { name: /^(Rerank|Cancel)$/ }).first()).toBeVisible();
  expect(page.workers().length).toBeLessThanOrEqual(maxWorkers);
  const counted = await page
    .getByRole("heading", { name: /^Documents/ })
    .first()
    .innerText();
  const results = await page
    .getByRole("list", { name: "Results", exact: true })
    .getByRole("listitem")
    .count();
  expect(counted).toMatch(/^Documents\s[\d,]+$/);
  expect(results).toBeLessThanOrEqual(10_000);
}

/** What was typed is there after a reload. */
async function expectReloadKeeps(page: Page): Promise<void> {
  expect(await settled(page), "a run has an end").toBe(true);
  await draftSaved(page, /"v":1/);
  // The page saves after a pause in typing.
  await page.waitForTimeout(1000);
  const rows = page.getByRole("button", { name: /^Rows$/ });
  if ((await rows.count()) > 0) await rows.click();
  const before = await draftOf(page);
  await page.reload();
  await page.getByRole("button", { name: "Rerank", exact: true }).waitFor();
  await expect.poll(() => draftOf(page), { message: "a reload keeps the draft" }).toEqual(before);
}

async function heapMegabytes(page: Page, devtools: CDPSession): Promise<number> {
  await settled(page);
  await devtools.send("HeapProfiler.collectGarbage");
  const { usedSize } = await devtools.send("Runtime.getHeapUsage");
  return usedSize / 1e6;
}

/** The draft grows and shrinks; without a leak, the heap comes back to what it was. */
async function expectFlat(heaps: readonly number[]): Promise<void> {
  if (heaps.length < 6) return;
  const third = Math.floor(heaps.length / 3);
  const lowest = (part: readonly number[]): number => Math.min(...part);
  expect(lowest(heaps.slice(-third)), "the heap in MB").toBeLessThan(lowest(heaps.slice(0, third)) + 30);
}
