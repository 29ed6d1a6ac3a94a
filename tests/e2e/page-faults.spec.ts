/** What happens to a page in the world: translated, changed by extensions, without some of its scripts. */
import { deflateRawSync } from "node:zlib";
import { type Page, expect } from "@playwright/test";
import {
  accessibilityFaults,
  documentBox,
  documentRows,
  draftSaved,
  rerankButton,
  resultItems,
  run,
  test,
  topN,
} from "./page.ts";

test.use({ scores: "recorded" });

/** As Chrome's translator does: each text goes, and another stands in two `<font>`s in its place; later ones, too. */
async function translate(page: Page): Promise<void> {
  await page.evaluate(() => {
    const skipped = "script, style, textarea, font";
    const wrap = (text: Text): void => {
      if (text.data.trim() === "" || text.parentElement?.closest(skipped)) return;
      const inner = document.createElement("font");
      inner.textContent = text.data;
      const outer = document.createElement("font");
      outer.append(inner);
      text.replaceWith(outer);
    };
    const wrapAll = (root: Node): void => {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      const texts: Text[] = [];
      for (let node = walker.nextNode(); node; node = walker.nextNode()) texts.push(node as Text);
      texts.forEach(wrap);
    };
    wrapAll(document.body);
    new MutationObserver((records) => {
      for (const { addedNodes } of records)
        for (const node of addedNodes)
          if (node instanceof Text) wrap(node);
          else wrapAll(node);
    }).observe(document.body, { childList: true, subtree: true });
  });
}

/** A text that React keeps and nobody sees. */
const lostTexts = (page: Page) =>
  page.evaluate(() => {
    const lost: string[] = [];
    const visit = (fiber: Fiber | null): void => {
      for (let next = fiber; next; next = next.sibling) {
        if (next.tag === 6 && !next.stateNode.isConnected && next.stateNode.data.trim() !== "") {
          const parent = next.return?.stateNode;
          const shown = parent instanceof Element ? (parent.textContent ?? "") : "";
          if (!shown.includes(next.stateNode.data.trim())) lost.push(next.stateNode.data);
        }
        visit(next.child);
      }
    };
    interface Fiber {
      tag: number;
      stateNode: Text;
      child: Fiber | null;
      sibling: Fiber | null;
      return: { stateNode: unknown } | null;
    }
    const root = document.getElementById("root");
    const key = Object.keys(root ?? {}).find((name) => name.startsWith("__reactContainer"));
    visit((root as unknown as Record<string, Fiber>)[key ?? ""] ?? null);
    return lost;
  });

test("the page translated by the browser works on, and shows what is so @fault", async ({ page }) => {
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  await page.goto("/");
  await translate(page);
  await run(page);
  await expect(resultItems(page)).toHaveCount(3);
  await page.getByRole("button", { name: "JSON" }).click();
  await page.getByRole("textbox", { name: "Documents as JSON" }).waitFor();
  await page.getByRole("button", { name: "Rows", exact: true }).click();
  await expect(documentRows(page)).toHaveCount(10);
  await page.getByRole("tab", { name: "Movement" }).click();
  await page.getByRole("tab", { name: "Results" }).click();
  await page.getByRole("button", { name: "Delete document 1", exact: true }).click();
  await expect(page.getByText("Out of date")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(documentRows(page)).toHaveCount(10);
  await topN(page).fill("4");
  await page.getByRole("switch", { name: "Compare with remote API" }).click();
  await page.getByRole("textbox", { name: "Base URL" }).waitFor();
  await page.getByRole("switch", { name: "Compare with remote API" }).click();
  await run(page);
  await expect(resultItems(page)).toHaveCount(4);
  expect(await lostTexts(page)).toEqual([]);
  await expect(page.getByRole("alert")).toHaveCount(0);
  expect(errors).toEqual([]);
});

test("an extension that moves the page's elements breaks one part, which mends itself @fault", async ({
  page,
}) => {
  await page.goto("/");
  await page.getByRole("textbox", { name: "Query" }).fill("mine");
  await page.evaluate(() => {
    const box = document.querySelector('ol[aria-label="Documents"]')?.parentElement;
    const stranger = document.createElement("div");
    box?.replaceWith(stranger);
    stranger.append(box ?? "");
  });
  // Removes what is no longer where it was put.
  await page.getByRole("button", { name: "Clear" }).click();
  await expect(documentRows(page)).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(documentRows(page)).toHaveCount(10);
  await expect(page.getByRole("textbox", { name: "Query" })).toHaveValue("mine");
  await expect(page.getByRole("alert")).toHaveCount(0);
});

test("a value that an extension writes into a field is taken as typed @fault", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("textbox", { name: "Query" }).evaluate((field: HTMLTextAreaElement) => {
    // As password managers and spelling helpers do: past the framework, then the events.
    const { set } = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value") ?? {};
    set?.call(field, "From outside");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  });
  await draftSaved(page, "From outside");
});

/** From now on the script's file is not there, as after a new deployment. */
async function withhold(page: Page, script: string, status = 404): Promise<() => Promise<void>> {
  const address = `**/assets/${script}-*.js`;
  await page.route(address, (route) => route.fulfill({ status, contentType: "text/html", body: "No." }));
  return () => page.unroute(address);
}

for (const [button, script, heading] of [
  ["Share", "ShareDialog", "Share"],
  ["Embed", "EmbedDialog", "Embed"],
  ["Keyboard shortcuts", "ShortcutsDialog", "Keyboard"],
] as const) {
  test(`${button} says that its script did not arrive, and comes with the next try @fault`, async ({
    page,
  }) => {
    const give = await withhold(page, script);
    await page.goto("/");
    await documentBox(page, 1).fill("Typed before the fault.");
    await page.getByRole("button", { name: button, exact: true }).click();
    const alert = page.getByRole("alert");
    await expect(alert).toContainText("did not arrive");
    await expect(documentBox(page, 1)).toHaveValue("Typed before the fault.");
    await give();
    await alert.getByRole("button", { name: "Try again" }).click();
    await expect(page.getByRole("dialog").getByRole("heading", { name: heading })).toBeVisible();
    await expect(alert).toHaveCount(0);
  });
}

test("a file is opened after its script has arrived at the second try @fault", async ({ page }) => {
  const give = await withhold(page, "ImportPanel");
  await page.goto("/");
  await page
    .getByLabel("File with documents")
    .setInputFiles({ name: "two.txt", mimeType: "text/plain", buffer: Buffer.from("One\nTwo\n") });
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("did not arrive");
  await expect(documentRows(page)).toHaveCount(10);
  await give();
  await alert.getByRole("button", { name: "Try again" }).click();
  await expect(documentRows(page)).toHaveCount(2);
});

test("a comparison without its script leaves the rest of the page alone @fault", async ({ page }) => {
  await withhold(page, "RemoteForm");
  await page.goto("/");
  await page.getByRole("switch", { name: "Compare with remote API" }).click();
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("did not arrive");
  expect(await accessibilityFaults(page, '[role="alert"]')).toEqual([]);
  await page.getByRole("switch", { name: "Compare with remote API" }).click();
  await expect(alert).toHaveCount(0);
  await run(page);
  await expect(resultItems(page)).toHaveCount(3);
});

test("an example that does not arrive is named, and the input stays @fault", async ({ page }) => {
  await withhold(page, "code-search");
  await page.goto("/");
  await page.getByRole("textbox", { name: "Query" }).fill("mine");
  await page.getByRole("combobox", { name: "Example" }).selectOption("code-search");
  await expect(page.getByText("did not arrive")).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Query" })).toHaveValue("mine");
  await expect(rerankButton(page)).toBeEnabled();
});

test("after a new deployment, a script that is gone asks to reload, and the input is still there @fault", async ({
  page,
}) => {
  await page.goto("/");
  await withhold(page, "ShareDialog");
  await page.route("**/", (route) =>
    route.fulfill({ contentType: "text/html", body: '<script src="./assets/index-new.js"></script>' }),
  );
  await page.getByRole("textbox", { name: "Query" }).fill("typed before the reload");
  await page.getByRole("button", { name: "Share", exact: true }).click();
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("the site has a new version");
  await page.unroute("**/");
  await alert.getByRole("button", { name: "Reload the page" }).click();
  await expect(page.getByRole("textbox", { name: "Query" })).toHaveValue("typed before the reload");
});

test("a draft typed and reloaded at once is there, each tab with its own @fault", async ({
  page,
  context,
}) => {
  await page.goto("/");
  await page.getByRole("textbox", { name: "Query" }).fill("of the first tab");
  await page.reload();
  await expect(page.getByRole("textbox", { name: "Query" })).toHaveValue("of the first tab");
  await draftSaved(page, "of the first tab");
  const second = await context.newPage();
  await second.goto("/");
  // A new tab goes on with the last draft.
  await expect(second.getByRole("textbox", { name: "Query" })).toHaveValue("of the first tab");
  await second.getByRole("textbox", { name: "Query" }).fill("of the second tab");
  await draftSaved(second, "of the second tab");
  await page.reload();
  await expect(page.getByRole("textbox", { name: "Query" })).toHaveValue("of the first tab");
  await second.reload();
  await expect(second.getByRole("textbox", { name: "Query" })).toHaveValue("of the second tab");
});

const link = (draft: object): string =>
  `/#d=${deflateRawSync(JSON.stringify(draft), { level: 9 }).toString("base64url")}`;

test("an opened link, with a bracket behind it, is still open after a reload @fault", async ({ page }) => {
  await page.goto(`${link({ v: 1, query: "from the link", documents: ["one", "two"] })}).`);
  await expect(page.getByText("Opened a shared link.")).toBeVisible();
  await expect(documentRows(page)).toHaveCount(2);
  await page.reload();
  await expect(page.getByRole("textbox", { name: "Query" })).toHaveValue("from the link");
  await expect(documentRows(page)).toHaveCount(2);
});

test("a link beyond the limits leaves the input as it is, and says so @fault", async ({ page }) => {
  const json = `{"v":1,"query":"q","documents":[{"text":"a","metadata":{"a":${"[".repeat(10_000)}${"]".repeat(10_000)}}}]}`;
  await page.goto(`/#d=${deflateRawSync(json, { level: 9 }).toString("base64url")}`);
  await expect(page.getByText("This link holds more than the page takes")).toBeVisible();
  await expect(documentRows(page)).toHaveCount(10);
  await expect(rerankButton(page)).toBeEnabled();
});

test("a draft of a newer version stays stored, and the page says so @fault", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("textbox", { name: "Query" }).fill("any");
  await draftSaved(page, "any");
  // As a newer version of the page would have left it.
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        sessionStorage.clear();
        const opening = indexedDB.open("keyval-store");
        opening.addEventListener("success", () => {
          const transaction = opening.result.transaction("keyval", "readwrite");
          transaction.objectStore("keyval").put({ v: 2, questions: ["precious"] }, "tabrank-draft");
          transaction.addEventListener("complete", () => resolve());
        });
      }),
  );
  // Leaving the page would write the tab's own draft.
  const other = await page.context().newPage();
  await other.goto("/");
  await expect(other.getByText("another version of this page wrote it")).toBeVisible();
  await other.getByRole("textbox", { name: "Query" }).fill("typed over it");
  await draftSaved(other, "typed over it");
  const kept = await other.evaluate(
    () =>
      new Promise((resolve) => {
        const opening = indexedDB.open("keyval-store");
        opening.addEventListener("success", () => {
          const reading = opening.result
            .transaction("keyval")
            .objectStore("keyval")
            .get("tabrank-draft-unread");
          reading.addEventListener("success", () => resolve(reading.result));
        });
      }),
  );
  expect(kept).toEqual({ v: 2, questions: ["precious"] });
});

test("a draft that was put aside is opened by the first page that can read it @fault", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("textbox", { name: "Query" }).fill("could not be opened");
  await draftSaved(page, "could not be opened");
  // As the page leaves it when the database does not answer.
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const opening = indexedDB.open("keyval-store");
        opening.addEventListener("success", () => {
          const transaction = opening.result.transaction("keyval", "readwrite");
          const store = transaction.objectStore("keyval");
          const reading = store.get("tabrank-draft");
          reading.addEventListener("success", () => store.put(reading.result, "tabrank-draft-unread"));
          transaction.addEventListener("complete", () => resolve());
        });
      }),
  );
  const query = page.getByRole("textbox", { name: "Query" });
  await query.fill("typed meanwhile");
  await draftSaved(page, "typed meanwhile");
  await page.reload();
  await expect(page.getByText("Your input of an earlier visit")).toBeVisible();
  await expect(query).toHaveValue("could not be opened");
  await draftSaved(page, "could not be opened");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(query).toHaveValue("typed meanwhile");
  await draftSaved(page, "typed meanwhile");
  await page.reload();
  await expect(query).toHaveValue("typed meanwhile");
});

test("a text too long to lay out opens in part, and is edited whole on request @fault", async ({ page }) => {
  await page.goto("/");
  const text = "word ".repeat(39_999);
  await page
    .getByLabel("File with documents")
    .setInputFiles({ name: "long.txt", mimeType: "text/plain", buffer: Buffer.from(`${text}\nshort\n`) });
  await expect(page.getByText("Edit all 199,994 characters")).toBeVisible();
  await expect(documentBox(page, 2)).toHaveValue("short");
  await page.getByRole("button", { name: "Edit all of document 1" }).click();
  await expect(documentBox(page, 1)).toHaveValue(text.trim());
  await page
    .getByLabel("File with documents")
    .setInputFiles({ name: "line.txt", mimeType: "text/plain", buffer: Buffer.alloc(20_000_000, "a") });
  await expect(page.getByRole("alert")).toContainText("must not have more than 1,000,000 characters");
});

test("letters in a number field are refused beside it @fault", async ({ page }) => {
  await page.goto("/");
  await topN(page).fill("");
  // Chromium lets these in, as others do any letter.
  await topN(page).pressSequentially("e-");
  await expect(topN(page)).toHaveAccessibleDescription("Number of returned documents must be a number.");
  await rerankButton(page).click();
  await expect(page.getByRole("region", { name: "Answer" }).getByRole("alert")).toContainText(
    "Number of returned documents",
  );
  await expect(resultItems(page)).toHaveCount(0);
  await topN(page).fill("2");
  await run(page);
  await expect(resultItems(page)).toHaveCount(2);
});

test("undo and redo by key, with any layout, and not while a text is edited @fault", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("button", { name: "Delete document 1", exact: true }).click();
  await documentBox(page, 1).fill("typed since");
  const press = (init: {
    key: string;
    code: string;
    ctrlKey: boolean;
    shiftKey?: true;
    isComposing?: true;
  }) =>
    page.evaluate(
      (init) => document.body.dispatchEvent(new KeyboardEvent("keydown", { ...init, bubbles: true })),
      init,
    );
  await press({ key: "я", code: "KeyZ", ctrlKey: true });
  await expect(documentRows(page)).toHaveCount(10);
  await expect(documentBox(page, 2)).toHaveValue("typed since");
  await press({ key: "Z", code: "KeyZ", ctrlKey: true, shiftKey: true });
  await expect(documentRows(page)).toHaveCount(9);
  await press({ key: "z", code: "KeyZ", ctrlKey: true, isComposing: true });
  await expect(documentRows(page)).toHaveCount(9);
});
