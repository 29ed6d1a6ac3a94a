/** Models that read an instruction, and those to which the order of the documents matters: tiny ones, as the Hub serves them. */
import { type Page, expect } from "@playwright/test";
import { hubHost } from "./engine-page.ts";
import {
  accessibilityFaults,
  documentRows,
  rerankButton,
  responseJson,
  resultItems,
  run,
  tab,
  test,
  topN,
} from "./page.ts";

const order = (page: Page) => page.getByRole("region", { name: "Order of the documents" });
const instruction = (page: Page) => page.getByRole("textbox", { name: "Instruction" });
const request = (page: Page) => page.getByRole("group", { name: "Request in curl" });
const startOrders = (page: Page) => page.getByRole("button", { name: "How much does order matter?" });

async function useModel(page: Page, repository: string): Promise<void> {
  await page.getByRole("combobox", { name: "Model" }).selectOption("Another repository or address…");
  await page.getByRole("textbox", { name: "Hub" }).fill(hubHost);
  await page.getByRole("textbox", { name: "Repository or address" }).fill(repository);
  await page.getByRole("button", { name: "Look up" }).click();
  await expect(page.getByRole("textbox", { name: "Repository or address" })).toBeHidden();
}

async function accessible(page: Page): Promise<void> {
  expect(await accessibilityFaults(page)).toEqual([]);
}

test.use({ scores: "real" });
test.beforeEach(async ({ page }) => {
  await page.goto("/");
});

test("a listwise answer says that order matters, and shows how much", async ({ page }) => {
  await expect(instruction(page)).toBeHidden();
  await useModel(page, "tabrank/tiny-listwise");
  await expect(instruction(page)).toHaveAttribute("placeholder", "none");
  await run(page);
  await expect(resultItems(page)).toHaveCount(3);
  // Ten documents, of which it reads eight at once.
  await expect(order(page)).toContainText(
    "the order in which they are given matters. It read them in 2 blocks.",
  );
  const before = await responseJson(page);
  await startOrders(page).click();
  const table = order(page).getByRole("table");
  await expect(table.getByRole("rowheader")).toHaveCount(10);
  await expect(order(page)).toContainText(/The 6 rankings agree with a mean Kendall τ of -?\d\.\d{3}/);
  await expect(order(page).getByText("The other orders are ranked.")).toBeAttached();
  // As the answer ranks them, with its scores.
  const best = await resultItems(page).first().textContent();
  const first = await table.getByRole("row").nth(1).getByRole("cell").allTextContents();
  expect(best).toContain(first[0]);
  const [given = 0, lowest = 0, highest = 0, mean = 0] = first.map(Number);
  expect(lowest).toBeLessThan(highest);
  expect(given).toBeGreaterThanOrEqual(lowest);
  expect(given).toBeLessThanOrEqual(highest);
  expect(mean).toBeGreaterThan(lowest);
  // The answer is as it was.
  expect(await responseJson(page)).toEqual(before);
  await accessible(page);
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page
      .getByRole("button", { name: "Export the orders" })
      .click()
      .then(() => page.getByRole("menuitem", { name: "CSV" }).click()),
  ]);
  expect(file.suggestedFilename()).toBe("tabrank-order.csv");
  // Another answer begins anew.
  await run(page);
  await expect(startOrders(page)).toBeVisible();
  await expect(table).toBeHidden();
});

test("the other orders are cancelled, and the answer stays", async ({ page }) => {
  await useModel(page, "tabrank/tiny-listwise");
  await page.getByRole("combobox", { name: "Example" }).selectOption("A hundred passages");
  await expect(documentRows(page)).toHaveCount(100);
  await run(page);
  const before = await responseJson(page);
  await startOrders(page).click();
  await page.getByRole("button", { name: "Cancel the other orders" }).click();
  await expect(order(page)).toContainText("Cancelled. The answer is unchanged.");
  await expect(startOrders(page)).toBeFocused();
  expect(await responseJson(page)).toEqual(before);
});

test("an instruction changes a yes/no model's scores, is in the request and in the link, and is kept", async ({
  page,
}) => {
  await useModel(page, "tabrank/tiny-yes-no");
  await topN(page).fill("");
  await expect(instruction(page)).toHaveAttribute("placeholder", /^Given a web search query/);
  await run(page);
  await expect(resultItems(page)).toHaveCount(10);
  const without = await resultItems(page).allTextContents();
  await expect(order(page)).toBeHidden();
  await tab(page, "Code").click();
  await expect(request(page)).not.toContainText("instruction");

  await instruction(page).fill("Only products for men.");
  await expect(page.getByText("Out of date")).toBeVisible();
  await expect(request(page)).toContainText('"instruction": "Only products for men."');
  await tab(page, "Results").click();
  await run(page);
  await expect(page.getByText("Out of date")).toBeHidden();
  expect(await resultItems(page).allTextContents()).not.toEqual(without);
  await accessible(page);

  await page.getByRole("button", { name: "Share" }).click();
  const field = page.getByRole("textbox", { name: "Link" });
  await expect(field).toHaveValue(/#d=/);
  const link = await field.inputValue();
  await page.keyboard.press("Escape");
  // A model without an instruction is asked without, and has no field for it.
  await page.getByRole("combobox", { name: "Model" }).selectOption({ label: "all-MiniLM-L6-v2" });
  await expect(instruction(page)).toBeHidden();
  await tab(page, "Code").click();
  await expect(request(page)).not.toContainText("instruction");
  await run(page);
  await expect(rerankButton(page)).toBeVisible();
  await expect(page.getByRole("alert")).toBeHidden();

  await page.goto("about:blank");
  await page.goto(link);
  await useModel(page, "tabrank/tiny-yes-no");
  await expect(instruction(page)).toHaveValue("Only products for men.");
  await page.reload();
  await useModel(page, "tabrank/tiny-yes-no");
  await expect(instruction(page)).toHaveValue("Only products for men.");
});

test("an instruction that leaves no tokens for a document shows an error beside its field", async ({
  page,
}) => {
  await useModel(page, "tabrank/tiny-yes-no");
  await instruction(page).fill("Prefer what is said with care. ".repeat(200));
  await rerankButton(page).click();
  await expect(page.getByText(/^Instruction leaves no tokens for a document/).last()).toBeVisible();
  await expect(instruction(page)).toHaveAttribute("aria-invalid", "true");
  await expect(instruction(page)).toBeFocused();
});
