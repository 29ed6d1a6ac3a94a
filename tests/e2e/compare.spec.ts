/** The toggle: the same request to a server, beside what the page's own model says. The server plays every fault. */
import { type Page, expect } from "@playwright/test";
import { readFileSync } from "node:fs";
import { ports } from "../../playwright.config.ts";
import {
  accessibilityFaults,
  documentBox,
  documentRows,
  draftSaved,
  holdEngine,
  rerankButton,
  resultItems,
  run,
  test,
  topN,
  moreSettings,
  tab,
} from "./page.ts";
import { type Served, serve, serveKey } from "./served.ts";

const server = `http://localhost:${ports.rerank}`;
const key = "sk-never-to-be-seen-1234567890";

interface Received {
  path: string;
  authorization?: string;
  body: Record<string, unknown>;
}
/** What the server got since the last look. */
const received = async (page: Page) =>
  (await (await page.request.get(`${server}/received`)).json()) as Received[];

const comparison = (page: Page) => page.getByRole("region", { name: "Comparison" });
const local = (page: Page) =>
  comparison(page).getByRole("list", { name: "Local results" }).getByRole("listitem");
const remote = (page: Page) =>
  comparison(page).getByRole("list", { name: "Remote results" }).getByRole("listitem");
const field = (page: Page, name: string) => page.getByRole("textbox", { name, exact: true });
const figure = (page: Page, name: string) =>
  comparison(page).getByRole("row", { name }).getByRole("cell").allTextContents();

async function compareWith(page: Page, play: string): Promise<void> {
  await page.getByRole("switch", { name: "Compare with remote API" }).check();
  await field(page, "Base URL").fill(`${server}/${play}`);
}

test.use({ scores: "recorded", permissions: ["clipboard-read", "clipboard-write"] });
test.beforeEach(async ({ page }) => {
  await page.goto("/");
  await received(page);
});

test("both orders side by side: ranks, scores, places here, agreement, time and tokens", async ({ page }) => {
  await compareWith(page, "good");
  await field(page, "Remote model").fill("their-model");
  // What leaves the machine is said before it does.
  await expect(page.getByText(`${server}/good/v1/rerank`).first()).toBeVisible();
  await expect(page.getByText(/the query and 10 documents \([\d,]+ characters\) are sent to/)).toBeVisible();
  expect(await received(page)).toEqual([]);
  await run(page);
  await expect(local(page)).toHaveCount(3);
  await expect(remote(page)).toHaveCount(3);
  await expect(resultItems(page)).toHaveCount(3);
  const first = remote(page).first().getByRole("button");
  await expect(first).toHaveAccessibleName(/^Rank 1: document 8, score 0\.025, here at 7\./);
  await expect(comparison(page).getByText("shortest-first")).toBeVisible();
  await expect(comparison(page).getByText("Score: cosine, −1 to 1")).toBeVisible();
  await expect(comparison(page).getByRole("list", { name: "Agreement" })).toContainText(
    "Remote: 0 of the first 3 documents in common, another one first.",
  );
  await expect(
    comparison(page)
      .getByRole("list", { name: "Largest differences to Remote" })
      .getByRole("listitem")
      .first(),
  ).toContainText("1 here, not returned there#1Organic skincare");
  expect(await figure(page, "Overlap@3")).toEqual(["0.000"]);
  expect(await figure(page, "Tokens")).toEqual([expect.stringMatching(/^\d+$/), "42"]);
  // What the other returned and this one did not stands below, by its place here.
  await expect(
    comparison(page).getByRole("list", { name: "Local, not returned" }).getByRole("button").first(),
  ).toHaveAccessibleName(/^Rank 7: document 8, score 0\.\d+, not returned\./);
  const [request] = await received(page);
  expect(request).toMatchObject({
    path: "/good/v1/rerank",
    body: { model: "their-model", top_n: 3, return_documents: true },
  });
  expect(request?.authorization).toBeUndefined();
  expect(request?.body["documents"]).toHaveLength(10);
});

test("all documents: every figure, and a line for each", async ({ page }) => {
  await compareWith(page, "good");
  await topN(page).fill("");
  await run(page);
  await expect(remote(page)).toHaveCount(10);
  const [tau = ""] = await figure(page, "Kendall’s τ");
  expect(Number(tau.replace("−", "-"))).toBeLessThan(0);
  expect(await figure(page, "Overlap@10")).toEqual(["1.000"]);
  await expect(comparison(page).locator("svg path[d^='M0']")).toHaveCount(10);
});

test("an answer to the earlier input is not compared; the server is not asked while typing", async ({
  page,
}) => {
  await compareWith(page, "good");
  await run(page);
  await expect(remote(page)).toHaveCount(3);
  await received(page);
  await (await moreSettings(page, "checkbox", "Rerank while typing")).check();
  await field(page, "Query").fill("glossy lips");
  await expect(comparison(page).getByText("Out of date: earlier input")).toBeVisible();
  await expect(resultItems(page).first()).toContainText("make-up");
  expect(await received(page)).toEqual([]);
  expect(await figure(page, "Tokens")).toHaveLength(1);
  await comparison(page).getByRole("button", { name: "Ask Remote too" }).click();
  await expect.poll(() => figure(page, "Tokens")).toHaveLength(2);
  expect(await received(page)).toMatchObject([{ body: { query: "glossy lips" } }]);
});

test("the local answer does not wait for a slow server, which has a cancel of its own", async ({ page }) => {
  await compareWith(page, "silent");
  await run(page);
  await expect(resultItems(page)).toHaveCount(3);
  await expect(comparison(page).getByText("Waiting for the server")).toBeVisible();
  await comparison(page).getByRole("button", { name: "Cancel Remote" }).click();
  await expect(comparison(page).getByText("cancelled")).toBeVisible();
  await expect(resultItems(page)).toHaveCount(3);
});

test("the server's answer does not wait for the local one", async ({ page }) => {
  await holdEngine(page);
  await compareWith(page, "good");
  await rerankButton(page).click();
  await expect(remote(page)).toHaveCount(3);
  await expect(page.getByRole("button", { name: "Cancel", exact: true })).toBeVisible();
  // Cancel ends both.
  await field(page, "Base URL").fill(`${server}/silent`);
  await page.keyboard.press("Escape");
  await expect(rerankButton(page)).toBeVisible();
});

/** What each fault is said to be, and which field it is said beside. */
const faults = [
  ["400", "The server answered 400: no such thing.", undefined],
  ["401", "The server answered 401: Incorrect API key provided: [API key]. Check the API key.", "API key"],
  ["403", "insufficient balance", "API key"],
  ["404", "The server answered 404: model not found.", "Remote model"],
  ["413", "Send fewer or shorter documents.", undefined],
  ["422", "The server answered 422: Document 3 must not hurt.", undefined],
  ["html", "The server answered with a web page instead of JSON.", undefined],
  ["broken", "something that is not valid JSON", undefined],
  ["shape", "neither results nor data", undefined],
  ["range", "the document index 10, but it received only 10 documents", undefined],
  ["twice", "the document index 0 twice", undefined],
  ["scores", "is not valid for “Any /v1/rerank”", undefined],
  ["private", "does not allow requests from web pages (CORS)", undefined],
  ["drops", "cannot be reached", undefined],
] as const;

test("every fault of a server is said, beside the field that is to blame, and nothing else is lost", async ({
  page,
}) => {
  await compareWith(page, "good");
  await field(page, "API key").fill(key);
  await run(page);
  await expect(remote(page)).toHaveCount(3);
  const alert = comparison(page).getByRole("alert");
  for (const [play, words, beside] of faults) {
    await test.step(play, async () => {
      await field(page, "Base URL").fill(`${server}/${play}`);
      await run(page);
      await expect(alert).toContainText(words);
      await expect(alert).not.toContainText(key);
      await expect(local(page)).toHaveCount(3);
      // The last good answer of the server stays.
      await expect(remote(page)).toHaveCount(3);
      for (const name of ["Base URL", "Remote model", "API key"]) {
        await expect(field(page, name)).toHaveAttribute("aria-invalid", String(name === beside));
      }
      await expect(field(page, "API key")).toHaveValue(key);
    });
  }
  // What went wrong belongs to the address that was asked.
  await field(page, "Base URL").fill(`${server}/good`);
  await expect(alert).toHaveCount(0);
  await run(page);
  await expect(remote(page)).toHaveCount(3);
});

test("a side that failed can be asked again by itself", async ({ page }) => {
  await compareWith(page, "500");
  await run(page);
  await expect(comparison(page).getByRole("alert")).toContainText("broken");
  await received(page);
  await comparison(page).getByRole("button", { name: "Ask Remote again" }).click();
  await expect(comparison(page).getByText(/Attempt 2 in/)).toBeVisible();
  expect((await received(page)).length).toBe(1);
  await expect(resultItems(page)).toHaveCount(3);
});

test("no such server, and an address that is none", async ({ page }) => {
  await compareWith(page, "good");
  await field(page, "Base URL").fill("http://localhost:9");
  await run(page);
  await expect(comparison(page).getByRole("alert")).toContainText("localhost:9 gave no readable answer");
  await field(page, "Base URL").fill("localhost");
  await run(page);
  await expect(field(page, "Base URL")).toHaveAttribute("aria-invalid", "true");
  await expect(field(page, "Base URL")).toHaveAccessibleDescription(
    /must begin with https:\/\/ or http:\/\//,
  );
  await expect(resultItems(page)).toHaveCount(3);
});

test("5xx and 429: pauses are seen, counted down, and can be cancelled; a long one is left to the person", async ({
  page,
}) => {
  // Quick from now on: the pauses of the server are not over before the page has answered.
  await run(page);
  await compareWith(page, "500");
  await run(page);
  await expect(comparison(page).getByText(/broken\. Attempt \d in \d s/)).toBeVisible();
  await comparison(page).getByRole("button", { name: "Cancel Remote" }).click();
  await expect(comparison(page).getByText("cancelled")).toBeVisible();

  await field(page, "Base URL").fill(`${server}/recovers`);
  await run(page);
  await expect(comparison(page).getByText(/Attempt 2 in [12] s/)).toBeVisible();
  await expect(remote(page)).toHaveCount(3);
  await expect(comparison(page).getByText("Retried once; the time shown includes the wait.")).toBeVisible();

  await field(page, "Base URL").fill(`${server}/busy`);
  await run(page);
  await expect(comparison(page).getByRole("alert")).toContainText("slow down.");
  await expect(comparison(page).getByText(/^You can ask again in 1 min \d+ s\.$/)).toBeVisible();
  // The last good answer of the server is still there.
  await expect(remote(page)).toHaveCount(3);
  expect((await received(page)).filter(({ path }) => path.startsWith("/busy")).length).toBe(1);
});

test("a server of another form is recognised by its refusal", async ({ page }) => {
  await compareWith(page, "texts");
  await field(page, "Path").fill("/rerank");
  await topN(page).fill("2");
  await run(page);
  await expect(remote(page)).toHaveCount(2);
  await expect(
    comparison(page).getByText("The server uses the API of Text Embeddings Inference."),
  ).toBeVisible();
});

test("presets fill address and models, and name what they leave out", async ({ page }) => {
  await compareWith(page, "good");
  const provider = page.getByRole("combobox", { name: "Provider" });
  await provider.selectOption("Cohere v2");
  await expect(field(page, "Base URL")).toHaveValue("https://api.cohere.com");
  await expect(field(page, "Remote model")).toHaveValue("rerank-v3.5");
  await page.getByRole("button", { name: "rerank-multilingual-v3.0" }).click();
  await expect(field(page, "Remote model")).toHaveValue("rerank-multilingual-v3.0");
  await expect(page.getByRole("link", { name: "Documentation of Cohere v2" })).toHaveAttribute(
    "href",
    /docs\.cohere\.com/,
  );
  // An address that names a vendor chooses it, once it is typed.
  await field(page, "Base URL").fill("https://api.jina.ai/v1");
  await field(page, "Base URL").blur();
  await expect(provider).toHaveValue("jina");
  await provider.selectOption("llama.cpp");
  await field(page, "Base URL").fill(`${server}/good`);
  await (await moreSettings(page, "combobox", "Documents too long")).selectOption("Drop the start");
  await run(page);
  await expect(
    comparison(page).getByText("Not sent, because llama.cpp does not support it: truncate."),
  ).toBeVisible();
  await expect(comparison(page).getByText("Score: unbounded logit")).toBeVisible();
});

test("plain http to another machine is warned of", async ({ page }) => {
  await compareWith(page, "good");
  await expect(page.getByText("Plain http to another machine")).toBeHidden();
  await field(page, "Base URL").fill("http://rerank.example");
  await expect(page.getByText("Plain http to another machine")).toBeVisible();
  await field(page, "Base URL").fill("https://rerank.example");
  await expect(page.getByText("Plain http to another machine")).toBeHidden();
});

test("the key is nowhere but in its field, in memory and in the request", async ({ page, context }) => {
  const logged: string[] = [];
  const asked: string[] = [];
  page.on("console", (message) => logged.push(message.text()));
  page.on("pageerror", (error) => logged.push(String(error)));
  page.on("request", (request) => asked.push(request.url()));
  await compareWith(page, "401");
  await field(page, "API key").fill(key);
  // Masked until it is asked for.
  await expect(field(page, "API key")).toHaveCSS("-webkit-text-security", "disc");
  await page.getByRole("button", { name: "Show key" }).click();
  await expect(field(page, "API key")).toHaveCSS("-webkit-text-security", "none");
  await run(page);
  await expect(comparison(page).getByRole("alert")).toBeVisible();
  await field(page, "Base URL").fill(`${server}/good`);
  await run(page);
  await expect(remote(page)).toHaveCount(3);
  const authorizations = (await received(page)).map(({ authorization }) => authorization);
  expect(authorizations).toEqual([`Bearer ${key}`, `Bearer ${key}`]);

  const exported: string[] = [];
  const save = async (open: () => Promise<void>): Promise<void> => {
    const download = page.waitForEvent("download");
    await open();
    exported.push(readFileSync(await (await download).path(), "utf8"));
  };
  for (const menu of ["Export", "Export comparison"]) {
    for (const kind of ["JSON", "CSV", "Markdown"]) {
      await save(async () => {
        await page.getByRole("button", { name: menu, exact: true }).click();
        await page.getByRole("menuitem", { name: kind, exact: true }).click();
      });
    }
  }
  await save(() => page.getByRole("button", { name: "Save recorded answers" }).click());
  expect(exported.length).toBe(7);
  await tab(page, "Code").click();
  for (const language of ["curl", "JavaScript", "Python"]) {
    await page.getByRole("tab", { name: language }).click();
    await page.getByRole("button", { name: "Copy request" }).click();
    exported.push(await page.evaluate(() => navigator.clipboard.readText()));
  }
  expect(exported.at(-3)).toContain(`curl '${server}/good/v1/rerank'`);
  expect(exported.at(-3)).toContain("Authorization: Bearer $API_KEY");
  await page.getByRole("button", { name: "Share" }).click();
  const link = page.getByRole("dialog").getByRole("textbox", { name: "Link" });
  await expect(link).toHaveValue(/#d=/);
  exported.push(await link.inputValue());
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await documentBox(page, 1).fill("the last change of the draft");
  await draftSaved(page, "the last change of the draft");
  const stored = await page.evaluate(async () => {
    const settled = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.addEventListener("success", () => resolve(request.result));
        request.addEventListener("error", () => reject(new Error("not read")));
      });
    const databases = await indexedDB.databases();
    const records = await Promise.all(
      databases.map(async ({ name = "" }) => {
        const database = await settled(indexedDB.open(name));
        const stores = [...database.objectStoreNames];
        return Promise.all(
          stores.map((store) => settled(database.transaction(store).objectStore(store).getAll())),
        );
      }),
    );
    const caches_ = await Promise.all(
      (await caches.keys()).map(async (name) =>
        (await (await caches.open(name)).keys()).map(({ url }) => url),
      ),
    );
    return JSON.stringify([
      Object.entries(localStorage),
      Object.entries(sessionStorage),
      document.cookie,
      records,
      caches_,
      history.state,
    ]);
  });
  expect(stored).toContain("tabrank-remote");
  const html = await page.evaluate(() => document.documentElement.outerHTML);
  const cookies = JSON.stringify([await context.cookies(), await context.storageState()]);
  for (const place of [stored, html, page.url(), cookies, ...logged, ...asked, ...exported])
    expect(place).not.toContain(key);

  await page.reload();
  await page.getByRole("switch", { name: "Compare with remote API" }).check();
  // The server is remembered, its key is not, and nothing was asked by itself.
  await expect(field(page, "Base URL")).toHaveValue(`${server}/good`);
  await expect(field(page, "API key")).toHaveValue("");
  await field(page, "API key").fill(key);
  await page.getByRole("button", { name: "Clear key" }).click();
  await expect(field(page, "API key")).toHaveValue("");
  expect(await received(page)).toEqual([]);
});

test("another model variant in this tab, beside the page's own and the server's", async ({ page }) => {
  await compareWith(page, "good");
  await page.getByRole("button", { name: "Compare with a local model" }).click();
  await expect(page.getByText("Comes with this page, Apache-2.0.")).toBeVisible();
  await page.getByRole("combobox", { name: "Weights 1" }).selectOption("w8a32");
  await run(page);
  const third = comparison(page).getByRole("list", { name: "all-MiniLM-L6-v2 (w8a32) results" });
  await expect(third.getByRole("listitem")).toHaveCount(3);
  await expect(third.getByRole("button").first()).toHaveAccessibleName(/^Rank 1: document 1, .* here too\./);
  expect(await figure(page, "Kendall’s τ")).toEqual(["–", "1.000"]);
  await page.getByRole("button", { name: "Remove local model 1" }).click();
  await expect(third).toHaveCount(0);
  await expect(remote(page)).toHaveCount(3);
});

test("all examples in a table, with figures for each, and exports", async ({ page }) => {
  await compareWith(page, "good");
  await expect(page.getByText("Sends the texts of all 7 examples to localhost")).toBeVisible();
  await page.getByRole("button", { name: "Compare over all examples" }).click();
  await expect(page.getByText("7 of 7 examples")).toBeVisible({ timeout: 60_000 });
  const rows = page.getByRole("group", { name: "Examples compared" }).getByRole("row");
  await expect(rows).toHaveCount(8);
  await expect(rows.nth(7)).toContainText("A hundred passages");
  expect((await received(page)).length).toBe(7);
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export examples" }).click();
  await page.getByRole("menuitem", { name: "CSV", exact: true }).click();
  const csv = readFileSync(await (await download).path(), "utf8");
  expect(csv.trim().split("\n").length).toBe(8);
});

test("recorded answers are saved, and replayed with the network off", async ({ page, context }) => {
  await compareWith(page, "good");
  await run(page);
  await expect(remote(page)).toHaveCount(3);
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save recorded answers" }).click();
  const path = await (await download).path();
  await page.reload();
  await run(page);
  await received(page);
  await page.getByRole("switch", { name: "Compare with remote API" }).check();
  await page.getByRole("combobox", { name: "Provider" }).selectOption("Recorded answers");
  await context.setOffline(true);
  await field(page, "Query").fill("something else");
  await page.getByLabel("File of recorded answers").setInputFiles(path);
  await page.getByRole("combobox", { name: "Recorded request" }).selectOption({ index: 1 });
  await expect(field(page, "Query")).toHaveValue("Organic skincare products for sensitive skin");
  await run(page);
  await expect(remote(page)).toHaveCount(3);
  await expect(comparison(page).getByText(/Recorded on .* nothing was sent\./)).toBeVisible();
  await page.getByLabel("File of recorded answers").setInputFiles({
    name: "other.json",
    mimeType: "application/json",
    buffer: Buffer.from("[]"),
  });
  await expect(page.getByText("This is not a file of recorded answers")).toBeVisible();
  await expect(remote(page)).toHaveCount(3);
  await context.setOffline(false);
  expect(await received(page)).toEqual([]);
});

test("judged documents of a file: nDCG, MRR and recall of each side", async ({ page }) => {
  await page.getByLabel("File with documents").setInputFiles({
    name: "judged.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(
      "text,grade\nA calming cream without fragrance for sensitive skin,2\nLipstick,0\nOrganic oat lotion that soothes delicate skin,1\nBike,0\n",
    ),
  });
  await expect(page.getByRole("combobox", { name: "Column with grades" })).toHaveValue("1");
  await page.getByRole("button", { name: "Use 4 documents" }).click();
  await expect(documentRows(page)).toHaveCount(4);
  await compareWith(page, "good");
  await topN(page).fill("2");
  await run(page);
  await expect(remote(page)).toHaveCount(2);
  expect(await figure(page, "nDCG@10")).toEqual([expect.stringMatching(/^(1\.000|0\.8\d\d)$/), "0.000"]);
  expect(await figure(page, "MRR")).toEqual(["1.000", "0.000"]);
  expect(await figure(page, "Recall@2")).toEqual(["1.000", "0.000"]);
  // Grades are for the person, not for the server.
  expect((await received(page))[0]?.body["documents"]).toContain("Bike");
});

test("by keyboard: one stop for each list, arrows within it, Enter opens a text, focus is not lost", async ({
  page,
}) => {
  await run(page);
  await compareWith(page, "slow");
  await comparison(page).getByRole("button", { name: "Ask Remote" }).press("Enter");
  await expect(comparison(page).getByRole("button", { name: "Cancel Remote" })).toBeVisible();
  // A menu that closes is no cancel.
  await page.getByRole("button", { name: "Export", exact: true }).press("Enter");
  await expect(page.getByRole("menu")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("menu")).toBeHidden();
  await comparison(page).getByRole("button", { name: "Cancel Remote" }).focus();
  await expect(remote(page)).toHaveCount(3);
  // Its button is gone; the next stop is not the top of the page.
  expect(await page.evaluate(() => document.activeElement !== document.body)).toBe(true);
  const rows = local(page).getByRole("button");
  await rows.first().focus();
  await page.keyboard.press("ArrowDown");
  await expect(rows.nth(1)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(comparison(page).getByText("#3 Bio-Produkte")).toBeVisible();
  await comparison(page).getByRole("button", { name: "Close the text" }).press("Enter");
  await rows.first().focus();
  await page.keyboard.press("Tab");
  await expect(remote(page).first().getByRole("button")).toBeFocused();
});

for (const scheme of ["light", "dark"] as const) {
  test(`nothing for axe to find, ${scheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await compareWith(page, "401");
    await page.getByRole("button", { name: "Compare with a local model" }).click();
    await run(page);
    await expect(comparison(page).getByRole("alert")).toBeVisible();
    expect(await accessibilityFaults(page)).toEqual([]);
    await field(page, "Base URL").fill(`${server}/good`);
    await run(page);
    await expect(remote(page)).toHaveCount(3);
    expect(await accessibilityFaults(page)).toEqual([]);
  });
}

test("nothing runs over the edge at 390 px, with three sides", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await compareWith(page, "good");
  await page.getByRole("button", { name: "Compare with a local model" }).click();
  await run(page);
  await expect(remote(page)).toHaveCount(3);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});

test.describe("beside npm run serve", () => {
  let served: Served;
  test.use({ scores: "real" });
  test.beforeAll(async () => {
    served = await serve();
  });
  test.afterAll(() => served.stop());

  test("npm run serve is the same engine: the same order, and a wrong key is said beside its field", async ({
    page,
  }) => {
    await page.getByRole("switch", { name: "Compare with remote API" }).check();
    await field(page, "Base URL").fill(served.url);
    await field(page, "API key").fill(serveKey);
    await topN(page).fill("");
    await run(page);
    await expect(remote(page)).toHaveCount(10);
    await expect(comparison(page).getByText("Xenova/all-MiniLM-L6-v2")).toHaveCount(2);
    for (const name of ["Kendall’s τ", "Spearman’s ρ", "Overlap@10", "Rank-biased overlap"])
      expect(await figure(page, name)).toEqual(["1.000"]);
    const [here, there] = await figure(page, "Tokens");
    expect(there).toBe(here);
    await field(page, "API key").fill("another-key-1234");
    await run(page);
    await expect(comparison(page).getByRole("alert")).toContainText("The API key is wrong.");
    await expect(field(page, "API key")).toHaveAttribute("aria-invalid", "true");
    await expect(field(page, "API key")).toHaveAccessibleDescription(/The server rejected this key\./);
  });
});
