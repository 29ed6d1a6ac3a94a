/** Models on the page: what is said before a download, its progress and cancel, what is kept and deleted. */
import { type Page, expect } from "@playwright/test";
import { hubHost } from "./engine-page.ts";
import { draftSaved, rerankButton, resultItems, run, test } from "./page.ts";

const card = (page: Page) => page.getByRole("region", { name: "Model and settings" });

async function useHub(page: Page, host: string, repository: string): Promise<void> {
  await page.getByRole("combobox", { name: "Model" }).selectOption("Another repository or address…");
  await page.getByRole("textbox", { name: "Hub" }).fill(host);
  await page.getByRole("textbox", { name: "Repository or address" }).fill(repository);
  await page.getByRole("button", { name: "Look up" }).click();
}

test.use({ scores: "real" });
test.beforeEach(async ({ page }) => {
  await page.goto("/");
});

test("before any download: size for each device, licence, languages, length, kind, place", async ({
  page,
}) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page
    .getByRole("combobox", { name: "Model" })
    .selectOption({ label: "Jina Reranker v2 base, multilingual (non-commercial)" });
  for (const said of [
    "297 MB on WASM",
    "574 MB on WebGPU",
    "CC-BY-NC-4.0",
    "no commercial use",
    "More than 100 languages",
    "1,024 tokens",
    "Cross-encoder",
    "huggingface.co",
  ]) {
    await expect(card(page)).toContainText(said);
  }
  const own = new URL(page.url()).origin;
  expect(asked.filter((url) => !url.startsWith(own) || url.endsWith(".onnx"))).toEqual([]);
});

test("a download shows bytes and time left, is cancelled, goes on anew, and the model is kept and deleted", async ({
  page,
}) => {
  await useHub(page, `${hubHost}/slow`, "Xenova/bge-small-en-v1.5");
  await expect(card(page)).toContainText("35 MB on WASM");
  await rerankButton(page).click();
  await expect(page.getByText(/Downloading: \d+(\.\d)? MB of 35 MB, .+ left/)).toBeVisible();
  await expect(page.getByRole("progressbar", { name: "Progress" })).toBeVisible();
  await page.getByRole("button", { name: "Cancel", exact: true }).click();
  await expect(page.getByText("Cancelled.").first()).toBeVisible();
  await page.getByRole("combobox", { name: "Device" }).selectOption("WASM");
  await run(page);
  await expect(resultItems(page)).toHaveCount(3);
  await expect(page.getByRole("region", { name: "Status" })).toContainText("Scores verified");
  await page.getByText("1 downloaded model in this browser, 35 MB").click();
  await expect(page.getByRole("list", { name: "Downloaded models" }).getByRole("listitem")).toHaveText([
    /Xenova\/bge-small-en-v1.5/,
  ]);
  await page.getByRole("button", { name: "Delete Xenova/bge-small-en-v1.5 from this browser" }).click();
  await expect(page.getByText("downloaded model in this browser")).toBeHidden();
});

test("a hub that is down is said, the typed stays, and the next model runs", async ({ page }) => {
  let asked = 0;
  page.on("request", (request) => {
    if (request.url().startsWith(`${hubHost}/down`)) asked += 1;
  });
  await page.getByRole("combobox", { name: "Model" }).selectOption("Another repository or address…");
  await page.getByRole("textbox", { name: "Hub" }).fill(`${hubHost}/down`);
  await page.getByRole("combobox", { name: "Model" }).selectOption({ label: "BGE small v1.5" });
  await rerankButton(page).click();
  const alert = page.getByRole("alert");
  await expect(alert.getByText("The model could not be downloaded.")).toBeVisible();
  await expect(alert).toContainText("answered 503");
  // The address is for those who ask.
  await expect(alert.getByText("answered 503")).toBeHidden();
  await alert.getByText("Details").click();
  await expect(alert.getByText("answered 503")).toBeVisible();
  const before = asked;
  await alert.getByRole("button", { name: "Try again" }).click();
  await expect(
    rerankButton(page).or(page.getByRole("button", { name: "Cancel", exact: true })),
  ).toBeFocused();
  await expect.poll(() => asked).toBeGreaterThan(before);
  await expect(alert.getByText("The model could not be downloaded.")).toBeVisible();
  await alert.getByRole("button", { name: "Use all-MiniLM-L6-v2" }).click();
  await expect(resultItems(page)).toHaveCount(3);
  await expect(page.getByRole("combobox", { name: "Model" })).toHaveValue("Xenova/all-MiniLM-L6-v2");
});

test("a hub address that is none is said beside the field, and does no harm", async ({ page }) => {
  await useHub(page, "not an address", "org/name");
  await expect(page.getByRole("textbox", { name: "Repository or address" })).toHaveAccessibleDescription(
    /“not an address” is not an address/,
  );
  await page.getByRole("combobox", { name: "Model" }).selectOption({ label: "BGE small v1.5" });
  await expect(card(page)).toContainText("huggingface.co");
});

test("a link with a model that is not known asks for it by name", async ({ page }) => {
  await useHub(page, hubHost, "tabrank/tiny-bert-cross-encoder");
  await expect(card(page)).toContainText("kB on WASM");
  await draftSaved(page, "tabrank/tiny-bert-cross-encoder");
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  await expect(page.getByRole("textbox", { name: "Repository or address" })).toHaveValue(
    "tabrank/tiny-bert-cross-encoder",
  );
  await page.getByRole("button", { name: "Look up" }).click();
  await expect(page.getByRole("textbox", { name: "Repository or address" })).toBeHidden();
  await run(page);
  await expect(resultItems(page)).toHaveCount(3);
});

test("weights that this machine cannot run: one press lets the page choose", async ({ page, context }) => {
  // Nothing of the Hub is there.
  await context.route("https://huggingface.co/**", (route) => route.abort());
  await page.getByRole("combobox", { name: "Model" }).selectOption({ label: "Jina Reranker v1 tiny" });
  await page.getByRole("combobox", { name: "Weights" }).selectOption("fp16");
  await rerankButton(page).click();
  const alert = page.getByRole("alert");
  await expect(alert.getByText("The model could not be loaded on this machine.")).toBeVisible();
  await alert.getByRole("button", { name: "Choose device and weights automatically" }).click();
  await expect(page.getByRole("combobox", { name: "Weights" })).toHaveValue("auto");
  // It goes on to the download of others.
  await expect(alert.getByText("The model could not be downloaded.")).toBeVisible();
});
