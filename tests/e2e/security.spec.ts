/** The content security policy: nothing of ours breaks it, nothing that is injected passes it. */
import type { BrowserContext, Page } from "@playwright/test";
import { expect } from "@playwright/test";
import { contentSecurityPolicy } from "../../scripts/site-headers.ts";
import {
  breadElement,
  builtOrigin,
  element,
  pageWith,
  rerankIn,
  resultsIn,
  strictPolicy,
} from "./element-page.ts";
import { resultItems, run, test } from "./page.ts";
import { type Site, builtSite, serveSite } from "./site-server.ts";

const sites: Site[] = [];
async function site(options: Parameters<typeof serveSite>[0]): Promise<Site> {
  const made = await serveSite(options);
  sites.push(made);
  return made;
}
test.afterEach(async () => {
  await Promise.all(sites.splice(0).map((it) => it.close()));
});

/** Violations and errors in any page, frame or worker, and requests to other places than the given ones. */
async function faultsOf(context: BrowserContext, ...origins: string[]): Promise<string[]> {
  const faults: string[] = [];
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sample }) =>
      console.error(`Violation: ${violatedDirective} ${blockedURI} ${sample}`),
    );
  });
  context.on("console", (message) => {
    if (message.type() === "error" || message.text().includes("Content Security Policy"))
      faults.push(message.text());
  });
  context.on("weberror", (error) => faults.push(error.error().message));
  context.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    if (!origins.includes(origin) && !["blob:", "data:"].includes(protocol)) faults.push(request.url());
  });
  return faults;
}

const trusted = "require-trusted-types-for 'script'; trusted-types";

test.describe("the page in full", () => {
  test.use({ serviceWorkers: "allow" });

  test("breaks no policy, logs no error and asks nobody else", async ({ page, context }) => {
    const faults = await faultsOf(context, builtOrigin);
    const response = await page.goto("/");
    expect(response?.headers()["content-security-policy"]).toBe(contentSecurityPolicy);
    await run(page);
    await expect(resultItems(page)).toHaveCount(3);
    await page.getByRole("button", { name: "Export", exact: true }).click();
    await expect(page.getByRole("menuitem").first()).toBeVisible();
    await page.keyboard.press("Escape");
    for (const name of ["Share", "Embed"]) {
      await page.getByRole("button", { name, exact: true }).click();
      await expect(page.getByRole("dialog")).toBeVisible();
      await page.keyboard.press("Escape");
    }
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog")).toBeVisible();
    await page.keyboard.press("Escape");
    await page.getByRole("combobox", { name: "Model" }).selectOption("Another repository or address…");
    await expect(page.getByRole("textbox", { name: /repository/i }).first()).toBeVisible();
    await page.getByRole("combobox", { name: "Model" }).selectOption({ label: "all-MiniLM-L6-v2" });
    await page.getByLabel("File with documents").setInputFiles({
      name: "documents.csv",
      mimeType: "text/csv",
      buffer: Buffer.from("text,price\n<b>one</b>,1\ntwo,2\n"),
    });
    await expect(page.getByRole("region", { name: "What to take from documents.csv" })).toContainText(
      "<b>one</b>",
    );
    await page.getByRole("button", { name: "Compare with a local model" }).click();
    await page.getByRole("switch", { name: "Compare with remote API" }).check();
    await expect(page.getByRole("combobox", { name: "Provider" })).toBeVisible();
    // The service worker is registered by an address, too.
    expect(await page.evaluate(async () => (await navigator.serviceWorker.ready).active !== null)).toBe(true);
    expect(faults).toEqual([]);
    // What listens does hear.
    await page.evaluate(() => {
      const style = document.createElement("style");
      style.textContent = "p { color: red }";
      document.head.append(style);
    });
    await expect.poll(() => faults.some((fault) => fault.startsWith("Violation: style-src"))).toBe(true);
  });
});

/** What somebody got into the page's markup, and what scripts then try. */
const injected = `<p id="injected" style="position: fixed">x</p><script>window.owned = "script"</script>
  <img src="data:," onerror="window.owned = 'handler'"><style>#injected { color: rgb(1, 2, 3) }</style>`;

async function attempts(page: Page): Promise<unknown> {
  return page.evaluate(async () => {
    const attempt = (work: () => unknown): string => {
      try {
        work();
        return "done";
      } catch (error) {
        return (error as Error).name;
      }
    };
    const p = document.querySelector("#injected");
    if (!p) throw new Error("Nothing is injected.");
    const style = getComputedStyle(p);
    return {
      owned: "owned" in window,
      styled: [style.position, style.color],
      innerHTML: attempt(() => {
        p.innerHTML = "<b>x</b>";
      }),
      // Developer tools may evaluate texts, and so may what they call at once.
      eval: await new Promise((resolve) => {
        // oxlint-disable-next-line no-eval -- that it is refused
        setTimeout(() => resolve(attempt(() => (0, eval)("1"))));
      }),
      worker: attempt(() => new Worker(URL.createObjectURL(new Blob(["1"])))),
      ownPolicy: attempt(() =>
        window.trustedTypes?.createPolicy("other", { createScriptURL: (address) => address }),
      ),
    };
  });
}

const refused = {
  owned: false,
  styled: ["static", expect.not.stringMatching("rgb(1, 2, 3)")],
  innerHTML: "TypeError",
  eval: "EvalError",
  worker: "TypeError",
  ownPolicy: "TypeError",
};
const inBody = (html: string) => html.replace("</body>", `${injected}</body>`);

test.describe("what is injected does not run", () => {
  test.use({ scores: "recorded" });

  for (const path of ["/", "/embed.html"]) {
    test(`from a plain file server, by the policy in the page: ${path}`, async ({ page }) => {
      const plain = await site({ folder: builtSite, replace: [["</body>", `${injected}</body>`]] });
      const response = await page.goto(plain.origin + path);
      expect(response?.headers()["content-security-policy"]).toBeUndefined();
      await expect(page.getByRole("button", { name: "Rerank", exact: true })).toBeVisible();
      expect(await attempts(page)).toEqual(refused);
    });

    test(`by npm start's headers: ${path}`, async ({ page }) => {
      await page.route(path, async (route) => {
        const response = await route.fetch();
        const html = (await response.text()).replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, "");
        await route.fulfill({ response, body: inBody(html) });
      });
      await page.goto(path);
      expect(await attempts(page)).toEqual(refused);
    });
  }
});

test.describe("a page of somebody else that enforces Trusted Types", () => {
  test.use({ scores: "recorded" });

  async function open(page: Page, policy: string, script?: string): Promise<Site> {
    const here = await site({
      pages: { "/page.html": pageWith(breadElement(), script) },
      folder: builtSite,
      headers: { "Content-Security-Policy": policy },
    });
    await page.goto(`${here.origin}/page.html`);
    return here;
  }

  test("can have the element beside it, or from another origin", async ({ page, context }) => {
    const faults: string[] = [];
    context.on("console", (message) => {
      if (message.type() === "error") faults.push(message.text());
    });
    const beside = `${strictPolicy}; img-src data:; ${trusted} tabrank`;
    await open(page, beside);
    await rerankIn(element(page)).click();
    await expect(resultsIn(element(page)).first()).toContainText("a loaf of bread");

    const elsewhere = `default-src 'none'; script-src ${builtOrigin} 'wasm-unsafe-eval'; worker-src blob:; connect-src ${builtOrigin}; img-src data:; ${trusted} tabrank`;
    await open(page, elsewhere, `${builtOrigin}/element.js`);
    await rerankIn(element(page)).click();
    await expect(resultsIn(element(page)).first()).toContainText("a loaf of bread");
    expect(faults).toEqual([]);
  });

  test("is told what to allow if it does not name our policy", async ({ page }) => {
    await open(page, `${strictPolicy}; ${trusted} 'none'`);
    await rerankIn(element(page)).click();
    await expect(element(page).getByRole("alert")).toContainText("trusted-types tabrank");
    await expect(rerankIn(element(page))).toBeEnabled();
  });

  test("can have the iframe", async ({ page, context }) => {
    const around = await site({
      pages: {
        "/page.html": `<!doctype html><html lang="en"><head><title>A page</title><link rel="icon" href="data:,"></head>
          <body><iframe title="Rerank" src="${builtOrigin}/embed.html?example=skincare"></iframe></body></html>`,
      },
      headers: {
        "Content-Security-Policy": `default-src 'none'; img-src data:; frame-src ${builtOrigin}; ${trusted} 'none'`,
      },
    });
    const faults = await faultsOf(context, builtOrigin, around.origin);
    await page.goto(`${around.origin}/page.html`);
    const frame = page.frameLocator("iframe");
    await frame.getByRole("button", { name: "Rerank", exact: true }).click();
    await expect(frame.getByRole("list", { name: "Results" }).getByRole("listitem").first()).toBeVisible();
    expect(faults).toEqual([]);
  });
});
