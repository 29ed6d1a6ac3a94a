/** With an adapter that is to be used, its runtime and its variant of the model are kept too. */
import { expect } from "@playwright/test";
import { fileURLToPath } from "node:url";
import { documentBox, draftSaved, resultItems, run, test } from "./page.ts";
import { staticServer } from "./static-server.mjs";

const server = staticServer({
  folder: fileURLToPath(new URL("../../dist", import.meta.url)),
  prefix: "/some/where/",
});

test.use({ serviceWorkers: "allow" });
test.afterAll(() => server.stop());

test("after one visit, without a run, WebGPU works with the network off", async ({ page, context }) => {
  test.setTimeout(300_000);
  // In a tab that nobody sees, no model is loaded ahead: on the emulated GPU each load takes most of a minute.
  await context.addInitScript(() => Object.defineProperty(document, "hidden", { value: true }));
  const address = `http://tabrank.localhost:${await server.start()}/some/where/`;
  await page.goto(address);
  // Emulated: used only where it is chosen.
  await page.getByRole("combobox", { name: "Device" }).selectOption("WebGPU");
  // Two short documents: the emulated GPU is slow, and what is wanted is that it runs at all.
  await page.getByRole("button", { name: "Clear", exact: true }).click();
  await page.getByRole("textbox", { name: "Query" }).fill("bread");
  for (const [at, text] of ["a train", "a loaf of bread"].entries()) {
    await page.getByRole("button", { name: "Add document" }).click();
    await documentBox(page, at + 1).fill(text);
  }
  await draftSaved(page, /a loaf of bread.*"webgpu"|"webgpu".*a loaf of bread/);
  await page.reload();
  await expect(page.getByText("This page works without a network")).toBeVisible({ timeout: 60_000 });
  await server.stop();
  await context.setOffline(true);
  await page.reload();
  await run(page);
  await expect(resultItems(page)).toHaveCount(2, { timeout: 240_000 });
  await expect(resultItems(page).first()).toContainText("a loaf of bread");
  const status = page.getByRole("region", { name: "Status" });
  await expect(status).toContainText("WebGPU");
  await expect(status).toContainText("w8a32");
});
