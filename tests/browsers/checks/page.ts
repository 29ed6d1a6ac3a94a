/** The page, the element and the iframe around recorded scores: what a browser makes of input, files and storage. */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import type { Browser } from "../drivers/browser.ts";
import {
  alert,
  button,
  documentBox,
  documents,
  draftSaved,
  items,
  query,
  rerank,
  run,
  text,
  textbox,
  topN,
  value,
} from "../page.ts";

export function pageChecks(launched: () => Browser): void {
  const { recorded, serve } = inject("sites");

  /** Each test has an origin of its own, and with it an empty storage. */
  const open = async (name: string, path = "/"): Promise<Browser> => {
    const browser = launched();
    await browser.open(`http://${name}.localhost:${recorded}${path}`);
    return browser;
  };

  test("a violation of a policy and a request to another machine are heard", async () => {
    const browser = await open("faulty", "/faulty.html");
    await browser.evaluate(() => {
      const script = document.createElement("script");
      script.textContent = "document.title = 'ran'";
      document.body.append(script);
    });
    const faults = () => browser.evaluate(() => window.tabrankTest.takeFaults().join());
    await expect.poll(faults).toMatch(/script-src/);
    await expect.poll(() => browser.takeForeign()).toEqual(["GET http://foreign.example/image.png"]);
    await browser.evaluate(() => window.tabrankTest.takeFaults());
  });

  test("what is no number is refused beside the field, letters too", async () => {
    const browser = await open("input");
    await browser.fill(topN, "0");
    await browser.click(rerank);
    await expect.poll(() => text(browser, alert)).toContain("Number of returned documents must be 1 or more");
    await browser.fill(topN, "1e");
    expect(await browser.evaluate(() => document.querySelectorAll(":invalid").length)).toBe(1);
    await browser.click(rerank);
    await expect.poll(() => text(browser, alert)).toContain("Number of returned documents must be");
    expect(await items(browser, "Results")).toEqual([]);
  });

  test("documents come from a file, from the clipboard and from JSON; a row is moved by keyboard", async () => {
    const browser = await open("documents");
    const file = join(mkdtempSync(join(tmpdir(), "tabrank-")), "lines.txt");
    writeFileSync(file, "one\ntwo\n");
    await browser.choose("File with documents", [file]);
    await expect.poll(() => documents(browser)).toEqual(["one", "two"]);
    await browser.click(button("Add document"));
    await browser.evaluate(async () => {
      const box = await window.tabrankTest.find({ role: "textbox", name: "Document 3" });
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", "three\nfour");
      const paste = new ClipboardEvent("paste", { bubbles: true, cancelable: true });
      // Firefox takes no data into the event of a script.
      Object.defineProperty(paste, "clipboardData", { value: clipboardData });
      box.dispatchEvent(paste);
    });
    await expect.poll(() => documents(browser)).toEqual(["one", "two", "three", "four"]);
    await browser.click(button("JSON"));
    await browser.fill(textbox("Documents as JSON"), '["first", {"text": "second", "id": 2}');
    await expect.poll(() => text(browser, alert)).toContain("Line 1, column");
    await browser.fill(textbox("Documents as JSON"), '["first", {"text": "second", "id": 2}, "third"]');
    await browser.click(button("Rows"));
    await expect.poll(() => documents(browser)).toEqual(["first", "second", "third"]);
    await browser.focus(button("Move document 1"));
    await browser.press("ArrowDown");
    await browser.press("ArrowDown");
    await expect.poll(() => documents(browser)).toEqual(["second", "third", "first"]);
  });

  test("movement is drawn and said in words", async () => {
    const browser = await open("movement");
    await run(browser);
    await browser.click({ role: "tab", name: "Movement" });
    await browser.find(button("Document 5: from 5 to 3, up 2"));
    expect(await items(browser, "New order")).toHaveLength(10);
  });

  test("beside npm run serve the order is the same", async () => {
    const browser = launched();
    await browser.open(`http://localhost:${recorded}/`);
    await browser.click({ role: "switch", name: "Compare with remote API" });
    await browser.fill(textbox("Base URL"), serve.url);
    await browser.fill(textbox("API key"), serve.key);
    await run(browser);
    await expect.poll(() => items(browser, "Remote results")).toHaveLength(3);
    const numbers = async (list: string) =>
      (await items(browser, list)).map((item) => /#(\d+)/.exec(item)?.[1]);
    expect(await numbers("Remote results")).toEqual(["1", "3", "5"]);
    expect(await numbers("Local results")).toEqual(["1", "3", "5"]);
  });

  test("a draft survives a reload, and a share link carries it to another origin", async () => {
    const browser = await open("draft");
    await browser.fill(query, "kept");
    await browser.fill(documentBox(2), "a changed document");
    await browser.fill(topN, "2");
    await draftSaved(browser, /kept.*a changed document/);
    await open("draft");
    await expect.poll(() => value(browser, query)).toBe("kept");
    expect(await value(browser, documentBox(2))).toBe("a changed document");
    await browser.click(button("Share"));
    await expect.poll(() => value(browser, textbox("Link"))).toMatch(/#d=[\w-]+$/);
    const { hash } = new URL(await value(browser, textbox("Link")));
    await open("shared", `/${hash}`);
    await expect.poll(() => value(browser, query)).toBe("kept");
    expect(await value(browser, topN)).toBe("2");
    expect(await value(browser, documentBox(2))).toBe("a changed document");
  });

  test("the element ranks in a page of somebody else", async () => {
    const browser = await open("element", "/page.html");
    await browser.click(rerank);
    await expect.poll(() => items(browser, "Results")).toHaveLength(2);
    expect((await items(browser, "Results"))[0]).toContain("a loaf of bread");
  });

  test("the iframe answers the page around it", async () => {
    const parent = `http://parent.localhost:${recorded}`;
    const site = `http://localhost:${recorded}`;
    const embed = `${site}/embed.html?${new URLSearchParams({ origins: parent }).toString()}`;
    const browser = await open("parent", `/parent.html?${new URLSearchParams({ embed }).toString()}`);
    const answer = await browser.evaluate(
      (site) =>
        new Promise<unknown>((resolve) => {
          addEventListener("message", ({ data }: MessageEvent<{ id?: string }>) => {
            if (data.id === "asked") resolve(data);
          });
          const documents = ["a train", "a loaf of bread"];
          const request = { tabrank: 1, id: "asked", type: "rerank", query: "bread", documents };
          document.querySelector("iframe")?.contentWindow?.postMessage(request, site);
        }),
      site,
    );
    expect(answer).toMatchObject({ ok: true, value: { results: [{ index: 1 }, { index: 0 }] } });
  });
}
