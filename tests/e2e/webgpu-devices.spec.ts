/** "auto" between WASM and a GPU, on the page. The GPU is emulated and slow, but does not say so here. */
import { type BrowserContext, expect } from "@playwright/test";
import { accessibilityFaults, rerankButton, run, test, workerScript } from "./page.ts";

/** A page takes adapters that are emulated in software only if it is told to. */
async function disguiseGpu(context: BrowserContext): Promise<void> {
  await context.route(workerScript, async (route) => {
    const response = await route.fetch();
    const body = `if (self.GPUAdapter) Object.defineProperty(GPUAdapter.prototype, "info", {
      get: () => ({ vendor: "test", architecture: "", device: "", description: "A graphics card" }),
    });
    ${await response.text()}`;
    await route.fulfill({ response, body });
  });
}

test("auto measures both devices, and goes to the faster one: in this visit and in the next", async ({
  context,
  page,
}) => {
  test.setTimeout(360_000);
  await disguiseGpu(context);
  await page.goto("/");
  // Few and short: the emulated GPU needs half a minute for the example.
  await page.getByRole("button", { name: "JSON" }).click();
  await page
    .getByRole("textbox", { name: "Documents as JSON" })
    .fill(JSON.stringify(["Organic cream for dry skin", "A red car"]));
  await page.getByRole("textbox", { name: "Query" }).fill("organic skincare");
  const status = page.getByRole("region", { name: "Status" });
  await run(page);
  await expect(status).toContainText("WebGPU (A graphics card)", { timeout: 120_000 });
  // Folded where the window is not high.
  await status.getByText(/· Scores (not )?verified/).click();
  await status.getByText("Device speeds").click();
  await status.getByRole("button", { name: "Measure both devices" }).click();
  const speeds = status.getByRole("table", { name: "What a run costs on each device" });
  await expect(speeds.getByRole("row")).toHaveCount(3, { timeout: 120_000 });
  await expect(speeds).toContainText("WebGPU (w8a32)");
  await expect(speeds).toContainText("WASM (w8a8");
  await expect(status).toContainText("WASM is faster for requests of any length.");

  await page.getByRole("textbox", { name: "Query" }).fill("organic skin care");
  await run(page);
  await expect(status).toContainText(
    /WASM for this request: \d+ ms expected, against [\d.]+ m?s on WebGPU\./,
  );
  await expect(status).toContainText("Both devices were measured: WASM gets the runs");
  expect(await accessibilityFaults(page)).toEqual([]);

  await page.reload();
  await rerankButton(page).waitFor();
  await run(page);
  await expect(status).toContainText(/WASM for this request/);
});
