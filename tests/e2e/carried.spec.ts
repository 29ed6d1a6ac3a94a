/** `npm start -- --model …`: a page that comes with the model that its owner chose. */
import { type ChildProcess, spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "@playwright/test";
import { hubHost } from "./engine-page.ts";
import { accessibilityFaults, responseJson, resultItems, run, test } from "./page.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const bge = "Xenova/bge-small-en-v1.5";

interface Started {
  process: ChildProcess;
  /** All that stood in the terminal until the page could be opened, or the command ended. */
  printed: string;
  address: string;
}

/** In a terminal, on any free port. */
async function start(...parameters: string[]): Promise<Started> {
  const child = spawn(process.execPath, ["scripts/start.mjs", ...parameters], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, PORT: "0" },
  });
  let printed = "";
  const address = await new Promise<string>((resolve) => {
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (data: Buffer) => {
        printed += data.toString();
        const [, found] = /tabrank is at (http:\S+)/.exec(printed) ?? [];
        if (found !== undefined) resolve(found);
      });
    child.on("close", () => resolve(""));
  });
  return { process: child, printed, address };
}

test.use({ serviceWorkers: "allow" });

test("the page opens with the model and ranks with it without a network; started again, nothing is made anew", async ({
  context,
  page,
}) => {
  const asked = new Set<string>();
  page.on("request", (request) => asked.add(new URL(request.url()).origin));
  // What an earlier run of this test has made.
  rmSync(join(root, ".cache/carried"), { recursive: true, force: true });
  const started = await start("--model", bge, "--without-default", "--hub-host", `${hubHost}/half`);
  const { address, printed } = started;
  try {
    expect(printed).toContain("34.7 MB · licence MIT · English");
    await page.goto(address);
    const model = page.getByRole("combobox", { name: "Model", exact: true });
    await expect(model).toHaveValue(bge);
    await expect(page.getByText("this page; no other server is contacted")).toBeVisible();
    // The one that was left out comes from the Hub.
    await expect(model.locator('optgroup[label="Comes with this page"] option')).toHaveCount(1);
    await run(page);
    expect(await responseJson(page)).toMatchObject({ model: bge });
    const status = page.getByRole("region", { name: "Status" });
    await expect(status).toContainText("Scores verified on");
    await expect(status).toContainText(bge);
    const online = await resultItems(page).allInnerTexts();
    expect([...asked]).toEqual([new URL(address).origin]);
    expect(await accessibilityFaults(page)).toEqual([]);

    await expect(page.getByText("This page works without a network")).toBeVisible({
      timeout: 60_000,
    });
    await context.setOffline(true);
    await page.reload();
    await run(page);
    expect(await resultItems(page).allInnerTexts()).toEqual(online);
  } finally {
    started.process.kill();
  }
  const again = await start("--model", bge, "--without-default", "--hub-host", `${hubHost}/half`);
  again.process.kill();
  expect(again.address).not.toBe("");
  expect(again.printed).not.toContain("MB");
});

test("without a network it says so, and the page starts with the embedded model", async ({ page }) => {
  const {
    process: started,
    printed,
    address,
  } = await start("--model", "tabrank/tiny-bert-cross-encoder", "--hub-host", `${hubHost}/down`);
  try {
    expect(printed).toContain("The page starts with the embedded model instead.");
    await page.goto(address);
    await expect(page.getByRole("combobox", { name: "Model", exact: true })).toHaveValue(
      "Xenova/all-MiniLM-L6-v2",
    );
  } finally {
    started.kill();
  }
});

test("what cannot be carried ends the command with the reason", async () => {
  const unknown = await start("--model", "nobody/nothing", "--hub-host", hubHost);
  expect(unknown.address).toBe("");
  expect(unknown.printed).toContain("there is no such public model");
  const licensed = await start("--model", "jinaai/jina-reranker-v2-base-multilingual");
  expect(licensed.printed).toContain("allows no commercial use. If that suits you, add --accept-licence.");
  expect((await start("--dtype", "q8")).printed).toContain("Name at least one model with --model.");
});
