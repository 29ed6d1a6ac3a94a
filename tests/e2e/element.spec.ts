/** `<tab-rank>` in pages of other people. */
import { type Page, expect } from "@playwright/test";
import { fileURLToPath } from "node:url";
import {
  attribute,
  breadElement,
  builtOrigin,
  element,
  inElement,
  openingElement,
  openingScores,
  pageWith,
  rerankIn,
  resultsIn,
  strictPolicy,
} from "./element-page.ts";
import { hubHost } from "./engine-page.ts";
import { type Site, builtSite, serveSite } from "./site-server.ts";
import { accessibilityFaults, holdEngine, test } from "./page.ts";

const sites: Site[] = [];
async function site(options: Parameters<typeof serveSite>[0]): Promise<Site> {
  const made = await serveSite(options);
  sites.push(made);
  return made;
}
test.use({ scores: "recorded" });
test.afterEach(async () => {
  await Promise.all(sites.splice(0).map((it) => it.close()));
});

/** Opens a page of a site that has the element's files beside it. */
async function open(page: Page, body: string, headers: Record<string, string> = {}): Promise<Site> {
  const here = await site({ pages: { "/page.html": pageWith(body) }, folder: builtSite, headers });
  await page.goto(`${here.origin}/page.html`);
  await page.evaluate(() => customElements.whenDefined("tab-rank"));
  return here;
}

/** What the browser complains of, from the first moment. */
function complaints(page: Page): string[] {
  const said: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") said.push(message.text());
  });
  page.on("pageerror", (error) => said.push(error.message));
  return said;
}

const isModelOrRuntime = (path: string): boolean => /\.(onnx|wasm)$/.test(path);

test("nothing is fetched or run before somebody asks", async ({ page }) => {
  const here = await open(page, openingElement + breadElement());
  await page.waitForLoadState("networkidle");
  expect(here.asked.filter((path) => isModelOrRuntime(path) || path.includes("worker"))).toEqual([]);
  expect(page.workers().length).toBe(0);
});

test("with autorun it runs by itself, and again when the page changes something", async ({ page }) => {
  await open(page, breadElement("autorun"));
  await expect(resultsIn(element(page)).first()).toContainText("a loaf of bread");
  await inElement(page, (it) => {
    it.query = "railway";
  });
  await expect(resultsIn(element(page)).first()).toContainText("a train");
  await inElement(page, (it) => {
    it.querySelector("ul")?.insertAdjacentHTML("beforeend", "<li>railway tracks</li>");
  });
  await expect(resultsIn(element(page))).toHaveCount(3);
});

test("where the other site does not allow it, the element says so and stays usable", async ({ page }) => {
  const elsewhere = await site({ folder: builtSite });
  // The script itself comes through; what it fetches later does not.
  const here = await site({
    pages: { "/page.html": pageWith(breadElement(`model-base-url="${elsewhere.origin}/models"`)) },
    folder: builtSite,
  });
  await page.goto(`${here.origin}/page.html`);
  await rerankIn(element(page)).click();
  await expect(element(page).getByRole("alert")).toContainText("could not be reached");
  await expect(rerankIn(element(page))).toBeEnabled();
});

test("events: start, progress, complete; error with the fields; they bubble out of shadow trees", async ({
  page,
}) => {
  await open(page, breadElement());
  const told = await page.evaluate(async () => {
    const host = document.createElement("div");
    document.body.append(host);
    const root = host.attachShadow({ mode: "open" });
    const inner = document.createElement("tab-rank");
    inner.query = "bread";
    inner.documents = ["a train", { text: "a loaf of bread", id: 7 }];
    root.append(inner);
    const told: { type: string; detail: unknown }[] = [];
    for (const type of ["rerank-start", "rerank-progress", "rerank-complete", "rerank-error"] as const)
      document.addEventListener(type, ({ detail }) => told.push({ type, detail }));
    await inner.rerank();
    inner.topN = 0;
    await inner.rerank().catch(() => undefined);
    return told;
  });
  expect(told[0]).toMatchObject({ type: "rerank-start", detail: { query: "bread" } });
  expect(told.map(({ type }) => type).filter((type) => type !== "rerank-progress")).toEqual([
    "rerank-start",
    "rerank-complete",
    "rerank-error",
  ]);
  expect(told.find(({ type }) => type === "rerank-progress")?.detail).toHaveProperty("phase");
  expect(told.find(({ type }) => type === "rerank-complete")?.detail).toMatchObject({
    object: "list",
    results: [{ index: 1, document: { text: "a loaf of bread", id: 7 } }, { index: 0 }],
  });
  expect(told.at(-1)?.detail).toMatchObject({ code: "invalid_request", errors: [{ field: "top_n" }] });
});

test("attributes and properties are the same, also those set before the script was there", async ({
  page,
}) => {
  const here = await site({
    pages: {
      "/page.html": `<!doctype html><html lang="en"><title>t</title><body><tab-rank></tab-rank></body></html>`,
    },
    folder: builtSite,
  });
  await page.goto(`${here.origin}/page.html`);
  const seen = await page.evaluate(async () => {
    const it = document.querySelector("tab-rank");
    if (!it) throw new Error("no element");
    Object.assign(it, { query: "early", documents: ["one", "two"], topN: 1, mode: "compact" });
    await import(`${location.origin}/element.js`);
    const early = [
      it.query,
      it.documents,
      it.topN,
      it.mode,
      it.getAttribute("top-n"),
      it.hasAttribute("documents"),
    ];
    it.setAttribute("device", "wasm");
    it.setAttribute("documents", '["three"]');
    it.modelBaseUrl = "/models/";
    it.hubHost = "https://hub.example";
    it.autorun = true;
    it.theme = "dark";
    it.mode = "nonsense";
    it.topN = null;
    return {
      early,
      late: [
        it.device,
        it.documents,
        it.getAttribute("model-base-url"),
        it.getAttribute("hub-host"),
        it.getAttribute("autorun"),
        it.theme,
        it.mode,
        it.topN,
      ],
    };
  });
  expect(seen).toEqual({
    early: ["early", ["one", "two"], 1, "compact", "1", false],
    late: ["wasm", ["three"], "/models/", "https://hub.example", "", "dark", "full", undefined],
  });
});

test("what is wrong stands beside its cause, and the last good answer stays", async ({ page }) => {
  await open(page, breadElement());
  const query = element(page).getByRole("textbox", { name: "Query" });
  const documents = element(page).getByRole("textbox", { name: "Documents" });
  await expect(documents).toHaveValue("a train\na loaf of bread");
  await query.press("Enter");
  await expect(resultsIn(element(page))).toHaveCount(2);
  await query.fill(" ");
  await expect(element(page)).toContainText("Out of date");
  await query.press("Enter");
  await expect(query).toHaveAccessibleDescription("Query must not be empty.");
  await expect(element(page).getByRole("alert")).toContainText("Earlier results below.");
  await expect(resultsIn(element(page))).toHaveCount(2);
  await query.fill("bread");
  await documents.fill('["broken');
  await expect(documents).toHaveAccessibleDescription(/Documents must be a JSON list/);
  await documents.fill('[{"text": "bread", "title": "Rye"}, {"id": 3}]');
  await documents.press("Control+Enter");
  await expect(documents).toHaveAccessibleDescription(/Document 2 needs a text/);
  await documents.fill('[{"text": "bread", "title": "Rye"}]');
  await documents.press("Control+Enter");
  await expect(resultsIn(element(page))).toHaveCount(1);
  await expect(resultsIn(element(page))).toContainText("Rye");
  await expect(element(page).getByRole("alert")).toHaveCount(0);
  for (const [name, value, says] of [
    ["device", "abacus", "device must be one of auto, webgpu, wasm."],
    ["dtype", "int3", "dtype must be one of"],
    ["instruction", "Only recipes.", "Instruction is not supported by this model."],
    ["model", "nobody/nothing", "There is no model “nobody/nothing”".replaceAll(/[“”]/g, '"')],
    ["top-n", "2.5", "Number of returned documents must be a whole number."],
  ] as const) {
    await inElement(page, (it) => it.setAttribute("x", ""));
    await element(page).evaluate((it, [name, value]) => it.setAttribute(name, value), [name, value] as const);
    await rerankIn(element(page)).click();
    await expect(element(page).getByRole("alert")).toContainText(says);
    await element(page).evaluate((it, name) => it.removeAttribute(name), name);
  }
});

test("several elements share one engine; with the last of them it goes", async ({ page }) => {
  const here = await open(page, breadElement() + breadElement('top-n="1"') + breadElement('mode="compact"'));
  await page.evaluate(async () => {
    const all = [...document.querySelectorAll("tab-rank")];
    await Promise.all(all.map((it) => it.rerank()));
  });
  const alone = page.workers().length;
  expect(alone).toBeGreaterThan(0);
  expect(alone).toBeLessThanOrEqual(await page.evaluate(() => navigator.hardwareConcurrency));
  expect(here.asked.filter((path) => path.endsWith(".onnx")).length).toBe(1);
  // Another device is another engine.
  await inElement(page, async (it) => {
    it.device = "wasm";
    await it.rerank();
  });
  expect(page.workers().length).toBeGreaterThan(alone);
  await page.evaluate(() => document.querySelector("tab-rank")?.remove());
  await expect.poll(() => page.workers().length).toBe(alone);
  const same = page.workers();
  // A move is no removal.
  await page.evaluate(() => {
    const it = document.querySelector("tab-rank");
    if (it) document.body.prepend(it);
  });
  // A run that is answered comes after all that a removal could have ended.
  await inElement(page, (it) => it.rerank());
  expect(page.workers()).toEqual(same);
  await page.evaluate(() => document.querySelector("tab-rank")?.remove());
  // A run that is answered comes after all that a removal could have ended.
  await inElement(page, (it) => it.rerank());
  expect(page.workers()).toEqual(same);
  await page.evaluate(() => document.querySelector("tab-rank")?.remove());
  await expect.poll(() => page.workers().length).toBe(0);
});

test("cancel() and a newer run reject with AbortError; removal ends the run", async ({ page }) => {
  await open(page, breadElement());
  const ended = await inElement(page, async (it) => {
    const nameOf = (run: Promise<unknown>) =>
      run.then(
        () => "done",
        (error: Error) => error.name,
      );
    const cancelled = nameOf(it.rerank());
    it.cancel();
    const first = nameOf(it.rerank());
    const second = nameOf(it.rerank());
    const before = [await cancelled, await first, await second];
    const removed = nameOf(it.rerank());
    it.remove();
    const after = [await removed, await nameOf(it.rerank())];
    return [...before, ...after];
  });
  expect(ended).toEqual(["AbortError", "AbortError", "done", "AbortError", "RerankError"]);
});

test("modes show what they say, also to a screen reader", async ({ page }) => {
  await open(page, breadElement('mode="results"'));
  const it = element(page);
  await expect(it.getByRole("textbox")).toHaveCount(0);
  await rerankIn(it).click();
  await expect(resultsIn(it)).toHaveCount(2);
  await expect(it.getByRole("status")).toHaveText("Done: 2 results. Best: document 2, score 0.872.");
  await expect(rerankIn(it)).toBeHidden();
  await inElement(page, (element) => {
    element.mode = "compact";
  });
  await expect(it.getByRole("textbox")).toHaveCount(1);
  await inElement(page, (element) => {
    element.mode = "full";
  });
  await expect(it.getByRole("textbox")).toHaveCount(2);
});

test("colours, font and radius are the page's, and parts can be styled", async ({ page }) => {
  await open(page, breadElement());
  // Not `addStyleTag`: what a page writes.
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      "tab-rank { --tabrank-accent: rgb(1, 99, 50); --tabrank-font: monospace; --tabrank-radius: 0px } tab-rank::part(button) { text-transform: uppercase }",
    );
    document.adoptedStyleSheets = [sheet];
  });
  const button = rerankIn(element(page));
  await expect(button).toHaveCSS("background-color", "rgb(1, 99, 50)");
  await expect(button).toHaveCSS("text-transform", "uppercase");
  await expect(button).toHaveCSS("border-radius", "0px");
  await expect(button).toHaveCSS("font-family", "monospace");
});

test("texts are never markup", async ({ page }) => {
  const evil = `<img src=x onerror="window.owned = true"><script>window.owned = true</script>`;
  const here = await open(
    page,
    `<tab-rank query="${attribute(evil)}" documents="${attribute([evil, { text: evil, title: evil }])}" model="${attribute(evil)}"></tab-rank>`,
  );
  await inElement(page, async (it) => {
    await it.rerank().catch(() => undefined);
    it.model = null;
    await it.rerank();
  });
  await expect(resultsIn(element(page)).first()).toContainText("<img src=x");
  // Served after whatever the page asked for before.
  await page.evaluate(() => fetch("/last"));
  expect(here.asked).not.toContain("/x");
  expect(await page.evaluate(() => "owned" in window)).toBe(false);
});

for (const media of [
  { colorScheme: "light" },
  { colorScheme: "dark" },
  { colorScheme: "light", forcedColors: "active" },
] as const) {
  test(`axe finds nothing, at 390 px nothing is cut off; ${JSON.stringify(media)}`, async ({ page }) => {
    await page.emulateMedia(media);
    await page.setViewportSize({ width: 390, height: 844 });
    await open(
      page,
      openingElement +
        breadElement('mode="compact" model="jinaai/jina-reranker-v2-base-multilingual"') +
        breadElement('mode="results"'),
    );
    const clean = async () => {
      expect(await accessibilityFaults(page)).toEqual([]);
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
      ).toBeLessThanOrEqual(0);
    };
    await clean();
    const release = await holdEngine(page);
    await rerankIn(element(page)).click();
    await clean();
    release();
    await expect(resultsIn(element(page))).toHaveCount(10);
    await inElement(page, async (it) => {
      it.topN = 0;
      await it.rerank().catch(() => undefined);
    });
    await expect(element(page).getByRole("alert")).toBeVisible();
    await clean();
  });
}

test("with less motion asked for, nothing moves by itself", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await open(page, breadElement());
  const release = await holdEngine(page);
  await rerankIn(element(page)).click();
  await expect(element(page).getByRole("button", { name: "Cancel" })).toBeVisible();
  expect(await inElement(page, (it) => it.shadowRoot?.getAnimations().length)).toBe(0);
  release();
  await expect(resultsIn(element(page))).toHaveCount(2);
});

for (const framework of ["html", "react", "vue"] as const) {
  test(`the ${framework} example ranks, and hears of it`, async ({ page }) => {
    const said = complaints(page);
    const outDir = fileURLToPath(new URL(`../../.cache/example-pages/${framework}`, import.meta.url));
    const here = await site({ folder: outDir, replace: [["http://localhost:4173", builtOrigin]] });
    await page.goto(`${here.origin}/`);
    await rerankIn(element(page)).click();
    await expect(page.locator("#best")).toContainText("oven", { ignoreCase: true });
    await expect(resultsIn(element(page))).toHaveCount(2);
    if (framework !== "html") {
      await page.getByRole("button", { name: "Ask about pedals" }).click();
      await expect(element(page).getByRole("textbox", { name: "Query" })).toHaveValue(
        "How do I take off a pedal?",
      );
      await rerankIn(element(page)).click();
      await expect(page.locator("#best")).toHaveText("pedal");
    }
    expect(said.filter((text) => !text.includes("favicon") && !text.includes("404"))).toEqual([]);
  });
}

test.describe("with the real engine", () => {
  test.use({ scores: "real" });

  test("it ranks the opening example as the reference does, and says what ran", async ({ page }) => {
    const said = complaints(page);
    await open(page, openingElement);
    await expect(element(page)).toContainText("Apache-2.0");
    await expect(element(page)).toContainText("24 MB on WASM (w8a8)");
    const results = await inElement(page, async (it) => (await it.rerank()).results);
    const scores = openingScores();
    for (const { index, relevance_score } of results)
      expect(Math.abs(relevance_score - (scores[index] ?? Number.NaN))).toBeLessThan(0.02);
    const order = scores.map((_, index) => index).toSorted((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
    expect(results.map(({ index }) => index)).toEqual(order);
    await expect(resultsIn(element(page))).toHaveCount(10);
    await expect(resultsIn(element(page)).first()).toContainText("0.826");
    await expect(element(page)).toContainText(
      /all-MiniLM-L6-v2 · WASM · w8a8 · 10 documents in .* · score: cosine, verified/,
    );
    expect(await inElement(page, (it) => it.status)).toMatchObject({ device: "wasm", dtype: "w8a8" });
    // The same engine under two more settings of the request.
    const limited = await inElement(page, async (it) => {
      it.setAttribute("min-score", "0.55");
      it.setAttribute("max-tokens-per-query", "6");
      return it.rerank();
    });
    expect(limited.truncated_query).toEqual({ tokens: 7, used_tokens: 6 });
    await expect(element(page)).toContainText("The model read 6 of the query’s 7 tokens.");
    expect(limited.results.every(({ relevance_score }) => relevance_score >= 0.55)).toBe(true);
    expect(limited.below_min_score).toBe(10 - limited.results.length);
    await expect(resultsIn(element(page))).toHaveCount(limited.results.length);
    await expect(element(page)).toContainText(/\d+ documents below the minimum score\./);
    expect(said).toEqual([]);
  });

  test("in a page with a strict content security policy it works, without a complaint", async ({ page }) => {
    const said = complaints(page);
    await open(
      page,
      openingElement.replace('top-n="10"', 'top-n="3" theme="dark"').replaceAll("data:,", ""),
      {
        "content-security-policy": `${strictPolicy}; img-src data:`,
      },
    );
    await rerankIn(element(page)).click();
    await expect(resultsIn(element(page))).toHaveCount(3);
    // The sheet is there: made by script, not by markup.
    await expect(element(page)).toHaveCSS("color", "rgb(233, 233, 230)");
    expect(said).toEqual([]);
  });

  test("from another origin, worker, runtime and model come from the script's site", async ({ page }) => {
    const said = complaints(page);
    const policy = `default-src 'none'; script-src ${builtOrigin} 'wasm-unsafe-eval'; worker-src blob:; connect-src ${builtOrigin}`;
    const here = await site({
      pages: { "/page.html": pageWith(breadElement(), `${builtOrigin}/element.js`) },
      headers: { "content-security-policy": `${policy}; img-src data:` },
    });
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.goto(`${here.origin}/page.html`);
    await rerankIn(element(page)).click();
    await expect(resultsIn(element(page)).first()).toContainText("a loaf of bread");
    expect(here.asked).toEqual(["/page.html"]);
    expect(
      asked.some((url) => url === `${builtOrigin}/models/Xenova/all-MiniLM-L6-v2/onnx/model_w8a8.onnx`),
    ).toBe(true);
    expect(await inElement(page, (it) => it.status?.selfTest?.passed)).toBe(true);
    expect(said).toEqual([]);
  });

  test("a hub model: size, licence and place first, progress in bytes, cancel, and then it runs", async ({
    page,
  }) => {
    const slow = `${hubHost}/slow`;
    await open(page, breadElement(`model="Xenova/bge-small-en-v1.5" device="wasm" hub-host="${slow}"`));
    const it = element(page);
    await expect(it).toContainText(`35 MB on WASM (q8), 134 MB on WASM (fp32), from ${new URL(slow).host}`);
    await expect(it.getByRole("link", { name: "MIT" })).toBeVisible();
    await rerankIn(it).click();
    await expect(it).toContainText(/Downloading: .* of 35 MB/);
    await expect(it.getByRole("progressbar", { name: "Progress" })).toHaveAttribute("aria-valuenow", /\d+/);
    const outcome = inElement(
      page,
      (element) =>
        new Promise((resolve) =>
          element.addEventListener("rerank-error", ({ detail }) => resolve(detail), { once: true }),
        ),
    );
    await it.getByRole("button", { name: "Cancel" }).click();
    expect(await outcome).toMatchObject({ code: "aborted" });
    await expect(it).toContainText("Cancelled.");
    await expect(rerankIn(it)).toBeFocused();
    await inElement(page, (element) => {
      element.hubHost = element.hubHost?.replace("/slow", "") ?? null;
    });
    await rerankIn(it).click();
    await expect(resultsIn(it).first()).toContainText("a loaf of bread");
    await expect(it).toContainText("BGE small v1.5 · WASM · q8");
  });
});
