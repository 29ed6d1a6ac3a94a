/** With an adapter that is to be used, its runtime and its variant of the model are kept too. */
import { expect, test } from "@playwright/test";
import { fileURLToPath } from "node:url";
import { draftSaved, resultItems, run, topN } from "./page.ts";
import { staticServer } from "./static-server.mjs";

const server = staticServer({
  folder: fileURLToPath(new URL("../../dist", import.meta.url)),
  prefix: "/some/where/",
});

test.use({ serviceWorkers: "allow" });
test.afterAll(() => server.stop());

test("after one visit, without a run, WebGPU works with the network off", async ({ page, context }) => {
  test.setTimeout(300_000);
  const address = `http://tabrank.localhost:${await server.start()}/some/where/`;
  await page.goto(address);
  // Emulated: used only where it is chosen.
  await page.getByRole("combobox", { name: "Device" }).selectOption("WebGPU");
  await draftSaved(page, '"webgpu"');
  await page.reload();
  await expect(page.getByText("This page works without a network")).toBeVisible({ timeout: 60_000 });
  await server.stop();
  await context.setOffline(true);
  await page.reload();
  await topN(page).fill("1");
  await run(page);
  await expect(resultItems(page)).toHaveCount(1, { timeout: 240_000 });
  const status = page.getByRole("region", { name: "Status" });
  await expect(status).toContainText("WebGPU");
  await expect(status).toContainText("w8a32");
});
