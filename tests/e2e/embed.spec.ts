/** `embed.html` in an iframe: its address, its messages, and who gets none. And the snippets of the playground. */
import { type Frame, type Locator, type Page, expect } from "@playwright/test";
import { attribute, builtOrigin, openingScores, rerankIn, resultsIn } from "./element-page.ts";
import { skincare } from "./engine-page.ts";
import { accessibilityFaults, documentBox, test, topN } from "./page.ts";
import { type Site, builtSite, serveSite } from "./site-server.ts";

test.use({ scores: "recorded", permissions: ["clipboard-read", "clipboard-write"] });

interface Message {
  origin: string;
  data: { tabrank?: number; id?: unknown; type?: string; ok?: boolean; [key: string]: unknown };
}
declare global {
  interface Window {
    received: Message[];
  }
}

let here: Site;
const pages: Record<string, string> = {};
test.beforeAll(async () => {
  here = await serveSite({ pages });
});
test.afterAll(() => here.close());

const embedAddress = (parameters: Record<string, string>, fragment = ""): string =>
  `${builtOrigin}/embed.html?${new URLSearchParams(parameters).toString()}${fragment}`;

/** A page of another origin, with the iframe in it; it keeps every message that it gets. */
async function openParent(page: Page, address: string, sandbox?: string): Promise<Frame> {
  pages["/parent.html"] = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Parent</title>
    <link rel="icon" href="data:,"><script>
      window.received = [];
      addEventListener("message", ({ origin, data }) => received.push({ origin, data }));
    </script></head><body><h1>Parent</h1>
    <iframe id="tabrank" title="Rerank" style="width: 100%; height: 300px" ${sandbox === undefined ? "" : `sandbox="${sandbox}"`} src="${attribute(address)}"></iframe>
    </body></html>`;
  await page.goto(`${here.origin}/parent.html`);
  const frame = page.frame({ url: /embed\.html/ });
  if (!frame) throw new Error("The iframe is not there.");
  await frame.locator("tab-rank").waitFor();
  return frame;
}

const received = (page: Page): Promise<Message[]> => page.evaluate(() => window.received);
const inFrame = (frame: Frame): Locator => frame.locator("tab-rank");

/** Sends one request and waits for the answer to its id. */
async function ask(page: Page, request: Record<string, unknown>): Promise<Message["data"]> {
  await page.evaluate(
    ([request, origin]) => {
      const frame = document.querySelector("iframe");
      frame?.contentWindow?.postMessage(request, origin);
    },
    [request, builtOrigin] as const,
  );
  const answer = async () => (await received(page)).find(({ data }) => data.id === request["id"])?.data;
  await expect.poll(answer).toBeDefined();
  return (await answer()) ?? {};
}

test("it tells its height, and the documented snippet follows it", async ({ page }) => {
  const frame = await openParent(
    page,
    embedAddress({ origins: here.origin, example: "skincare", mode: "compact" }),
  );
  await page.evaluate((site) => {
    addEventListener(
      "message",
      ({ source, origin, data }: MessageEvent<{ tabrank: number; type: string; height: number }>) => {
        const frame = document.querySelector("iframe");
        if (source !== frame?.contentWindow || origin !== site) return;
        if (data.tabrank === 1 && data.type === "resize") frame.style.height = `${data.height}px`;
      },
    );
  }, builtOrigin);
  await rerankIn(inFrame(frame)).click();
  await expect(resultsIn(inFrame(frame))).toHaveCount(3);
  await expect.poll(() => frame.evaluate(() => document.documentElement.scrollHeight - innerHeight)).toBe(0);
  const height = await page.locator("iframe").evaluate((it) => it.clientHeight);
  expect(height).toBeGreaterThan(300);
  expect(await frame.evaluate(() => document.body.getBoundingClientRect().height)).toBeCloseTo(height, -1);
});

const hostile = (): unknown[] => [
  { tabrank: 1, id: 1, type: "status" },
  { tabrank: 1, id: 2, type: "rerank", query: "q", documents: ["a"] },
  { tabrank: 1, id: 3, type: "configure", query: "taken over" },
  { tabrank: 1, id: 4, type: "cancel" },
  { tabrank: 1, id: 5, type: "configure", query: 5 },
  { tabrank: 2, id: 6, type: "status" },
  { tabrank: "1", id: 7, type: "status" },
  { tabrank: 1, type: "status" },
  JSON.parse(
    '{"tabrank": 1, "id": 8, "type": "configure", "__proto__": {"query": "taken over"}, "constructor": {"prototype": {"x": 1}}}',
  ),
  JSON.parse('{"__proto__": {"tabrank": 1, "id": 9, "type": "status"}}'),
  "tabrank",
  "",
  0,
  null,
  undefined,
  [],
  [1, [2, [3]]],
  Number.NaN,
  "x".repeat(5_000_000),
  {
    tabrank: 1,
    id: "x".repeat(1_000_000),
    type: "rerank",
    query: "q",
    documents: Array.from({ length: 100_000 }, () => "y"),
  },
];

for (const [name, origins] of [
  ["another origin is on the list", "https://example.com"],
  ["nobody is on the list", undefined],
  ["a wildcard is on the list", "*"],
  ["its host is on the list with another port", "http://localhost:1"],
  ["its origin is on the list with a path", "http://localhost:1/*,null,localhost"],
] as const) {
  test(`a page gets no sign of life where ${name}`, async ({ page }) => {
    const said: string[] = [];
    page.on("console", (message) => message.type() === "error" && said.push(message.text()));
    page.on("pageerror", (error) => said.push(error.message));
    const frame = await openParent(
      page,
      embedAddress({ example: "skincare", ...(origins !== undefined && { origins }) }),
    );
    for (const message of hostile()) {
      await page.evaluate(
        (message) => document.querySelector("iframe")?.contentWindow?.postMessage(message, "*"),
        message,
      );
    }
    await page.evaluate(() => {
      const target = document.querySelector("iframe")?.contentWindow;
      const cyclic: Record<string, unknown> = { tabrank: 1, id: 30, type: "configure" };
      cyclic["documents"] = [cyclic];
      target?.postMessage(cyclic, "*");
      target?.postMessage(new Map([["tabrank", 1]]), "*");
      const { port1, port2 } = new MessageChannel();
      port1.addEventListener("message", ({ data }) => window.received.push({ origin: "port", data }));
      port1.start();
      target?.postMessage({ tabrank: 1, id: 31, type: "status" }, "*", [port2]);
    });
    // It works for whoever sits in front of it; the height changes with the answer.
    await expect(frame.getByRole("textbox", { name: "Query" })).toHaveValue(skincare.query);
    await rerankIn(inFrame(frame)).click();
    await expect(resultsIn(inFrame(frame))).toHaveCount(3);
    expect(await received(page)).toEqual([]);
    expect(said).toEqual([]);
    expect(await frame.evaluate(() => "x" in Object.prototype)).toBe(false);
  });
}

test("a window that is not the parent gets nothing, though its origin is on the list", async ({ page }) => {
  const frame = await openParent(page, embedAddress({ origins: here.origin }));
  await expect.poll(async () => (await received(page)).length).toBeGreaterThan(0);
  pages["/sibling.html"] = `<!doctype html><title>Sibling</title><script>
    window.received = [];
    addEventListener("message", ({ data }) => received.push(data));
  </script>`;
  await page.evaluate(() => {
    const sibling = document.createElement("iframe");
    sibling.src = "/sibling.html";
    document.body.append(sibling);
  });
  await expect.poll(() => page.frame({ url: /sibling/ }) !== null).toBe(true);
  const sibling = page.frame({ url: /sibling/ });
  await sibling?.waitForLoadState();
  const before = (await received(page)).length;
  await sibling?.evaluate(() =>
    parent.frames[0]?.postMessage({ tabrank: 1, id: 1, type: "configure", query: "taken over" }, "*"),
  );
  // Its own parent is answered, after the other was not.
  expect(await ask(page, { tabrank: 1, id: "after", type: "status" })).toMatchObject({ ok: true });
  await expect(frame.getByRole("textbox", { name: "Query" })).toHaveValue("");
  expect(await sibling?.evaluate(() => window.received)).toEqual([]);
  expect((await received(page)).length).toBe(before + 1);
});

test("its address: parameters come before the example, the example before the fragment; what is wrong is said", async ({
  page,
}) => {
  await page.goto("/");
  await page.getByRole("textbox", { name: "Query" }).fill("of the link");
  await page.getByRole("button", { name: "Share" }).click();
  const field = page.getByRole("textbox", { name: "Link" });
  await expect(field).toHaveValue(/#d=/);
  const link = new URL(await field.inputValue());
  await page.goto(embedAddress({}, link.hash));
  const it = page.locator("tab-rank");
  const query = it.getByRole("textbox", { name: "Query" });
  await expect(query).toHaveValue("of the link");
  await expect(it.getByRole("textbox", { name: "Documents" })).toHaveValue(skincare.documents.join("\n"));
  await expect(it).toHaveAttribute("top-n", "3");
  await page.goto(embedAddress({ example: "recipes", query: "of the parameters", top_n: "1" }, link.hash));
  await expect(query).toHaveValue("of the parameters");
  await expect(it).toHaveAttribute("top-n", "1");
  await expect(it.getByRole("textbox", { name: "Documents" })).toHaveValue(/"title"/);
  await page.goto(
    embedAddress(
      { example: "nothing", documents: "[5", origins: "*,example.com", device: "abacus" },
      "#d=broken",
    ),
  );
  await expect(page.getByRole("alert")).toHaveText([
    /There is no example “nothing”/,
    /The part after #/,
    /“example.com” is not an origin/,
    /“\*” is not an origin/,
    /documents: must be a JSON list/,
  ]);
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing in embed.html, at 390 px nothing is cut off; ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(embedAddress({ example: "code-search", origins: "*" }));
    await rerankIn(page.locator("tab-rank")).click();
    await expect(resultsIn(page.locator("tab-rank")).first()).toBeVisible();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    );
  });
}

async function snippet(page: Page, kind: "Element" | "iframe"): Promise<string> {
  await page.getByRole("tab", { name: kind }).click();
  await page.getByRole("button", { name: `Copy ${kind} snippet` }).click();
  return page.evaluate(() => navigator.clipboard.readText());
}

test("the playground's snippets run as they are, with what is on the page and without a key", async ({
  page,
}) => {
  const key = "sk-never-to-be-seen-1234567890";
  await page.goto("/");
  await page.getByRole("switch", { name: "Compare with remote API" }).check();
  await page.getByRole("textbox", { name: "API key" }).fill(key);
  await page.getByRole("switch", { name: "Compare with remote API" }).uncheck();
  await documentBox(page, 2).fill(`<b title="x">&amp; 'quoted'</b>`);
  await topN(page).fill("2");
  await page.getByRole("button", { name: "Embed" }).click();
  await expect(page.getByRole("dialog", { name: "Embed" })).toBeVisible();
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole("combobox", { name: "What it shows" }).selectOption("Query and results");
  const element = await snippet(page, "Element");
  const pageField = page.getByRole("tab", { name: "iframe" });
  await pageField.click();
  await page.getByRole("textbox", { name: "Your page" }).fill("nowhere");
  await expect(page.getByRole("textbox", { name: "Your page" })).toHaveAccessibleDescription(
    /must be an address/,
  );
  await page.getByRole("textbox", { name: "Your page" }).fill(`${here.origin}/some/page`);
  const iframe = await snippet(page, "iframe");
  for (const text of [element, iframe, await page.content()]) expect(text).not.toContain(key);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Embed" })).toBeFocused();

  const around = (body: string) =>
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>Snippet</title><body>${body}</body></html>`;
  pages["/element.html"] = around(element);
  pages["/iframe.html"] = around(iframe);
  await page.goto(`${here.origin}/element.html`);
  const it = page.locator("tab-rank");
  await expect(it).toHaveAttribute("mode", "compact");
  await expect(it.getByRole("textbox", { name: "Query" })).toHaveValue(skincare.query);
  expect(await it.evaluate((it: HTMLElementTagNameMap["tab-rank"]) => it.documents)).toEqual(
    skincare.documents.with(1, `<b title="x">&amp; 'quoted'</b>`),
  );
  await rerankIn(it).click();
  await expect(resultsIn(it)).toHaveCount(2);

  await page.goto(`${here.origin}/iframe.html`);
  const frame = page.frameLocator("iframe").locator("tab-rank");
  await rerankIn(frame).click();
  await expect(resultsIn(frame)).toHaveCount(2);
  const box = page.locator("iframe");
  await expect.poll(() => box.evaluate((it) => it.clientHeight)).not.toBe(480);
});

test.describe("with the real engine", () => {
  test.use({ scores: "real" });

  test("the protocol: ready, status, configure, rerank with its events, errors with fields, cancel", async ({
    page,
  }) => {
    const frame = await openParent(
      page,
      embedAddress({ origins: `https://example.com, ${here.origin}`, mode: "compact" }),
    );
    await expect.poll(async () => (await received(page)).map(({ data }) => data.type)).toContain("ready");
    expect(await ask(page, { tabrank: 1, id: "s", type: "status" })).toEqual({
      tabrank: 1,
      id: "s",
      type: "answer",
      ok: true,
      value: {
        running: false,
        model: null,
        query: "",
        documents: 0,
        mode: "compact",
        theme: "system",
        engine: null,
      },
    });
    await ask(page, {
      tabrank: 1,
      id: 2,
      type: "configure",
      query: skincare.query,
      top_n: 10,
      theme: "dark",
      mode: "full",
    });
    await expect(frame.getByRole("textbox", { name: "Query" })).toHaveValue(skincare.query);
    expect(await frame.evaluate(() => document.documentElement.dataset["theme"])).toBe("dark");

    const ranked = await ask(page, { tabrank: 1, id: 3, type: "rerank", documents: skincare.documents });
    expect(ranked).toMatchObject({ ok: true, value: { object: "list" } });
    const { results } = ranked["value"] as { results: { index: number; relevance_score: number }[] };
    const scores = openingScores();
    for (const { index, relevance_score } of results)
      expect(Math.abs(relevance_score - (scores[index] ?? Number.NaN))).toBeLessThan(0.02);
    expect(results.slice(0, 3).map(({ index }) => index)).toEqual([0, 2, 4]);
    await expect(resultsIn(inFrame(frame))).toHaveCount(10);
    const types = (await received(page)).map(({ data }) => data.type);
    expect(new Set(types)).toEqual(
      new Set(["ready", "resize", "answer", "rerank-start", "rerank-progress", "rerank-complete"]),
    );
    expect(await ask(page, { tabrank: 1, id: 4, type: "status" })).toMatchObject({
      value: { engine: { device: "wasm", dtype: "w8a8" } },
    });

    for (const [message, field] of [
      [{ id: 10, type: "rerank", top_n: 0 }, "top_n"],
      [{ id: 11, type: "configure", documents: ["a", 5] }, "documents[1]"],
      [{ id: 12, type: "explode" }, "type"],
      [{ id: 13, type: "status", nonsense: 1 }, "nonsense"],
      [{ id: 14, type: "status", tabrank: 2 }, "tabrank"],
    ] as const) {
      expect(await ask(page, { tabrank: 1, ...message })).toMatchObject({
        ok: false,
        error: { code: "invalid_request", errors: [{ field }] },
      });
    }
    const cancelled = ask(page, {
      tabrank: 1,
      id: 20,
      type: "rerank",
      documents: Array.from({ length: 400 }, (_, row) => `text ${row} `.repeat(60)),
    });
    await expect
      .poll(async () => (await received(page)).filter(({ data }) => data.type === "rerank-start").length)
      .toBe(2);
    await ask(page, { tabrank: 1, id: 21, type: "cancel" });
    expect(await cancelled).toMatchObject({ ok: false, error: { code: "aborted" } });
    await expect(resultsIn(inFrame(frame))).toHaveCount(10);
    expect(new Set((await received(page)).map(({ origin }) => origin))).toEqual(new Set([builtOrigin]));
  });

  test("in a sandbox without an origin it still ranks", async ({ page }) => {
    // The site must allow the origin "null" then: everybody.
    const open = await serveSite({ folder: builtSite, headers: { "access-control-allow-origin": "*" } });
    const frame = await openParent(page, `${open.origin}/embed.html?example=skincare`, "allow-scripts");
    await rerankIn(inFrame(frame)).click();
    await expect(resultsIn(inFrame(frame))).toHaveCount(3);
    expect(await received(page)).toEqual([]);
    await open.close();
  });
});
