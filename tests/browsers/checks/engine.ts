/** With real weights: the scores are those of Node and of the original implementations. */
import { expect, inject, test } from "vitest";
import type { RerankResponse } from "../../../src/contract/response.ts";
import type { Device } from "../../../src/models/model.ts";
import { skincare } from "../../e2e/fixtures.ts";
import { compare, faultsOf, scoreCases, taskOf } from "../../fidelity/measure.ts";
import { isSmoke, measurementsOn } from "../../fidelity/subjects.ts";
import type { Browser } from "../drivers/browser.ts";
import { button, items, main, query, rerank, response, run, text } from "../page.ts";

/** Without WebGL in workers, as on a screen in memory, it cannot read what is under opacity. */
const isWebKit = ({ version }: Browser): boolean => version.startsWith("WebKit");

export function engineChecks(launched: () => Browser): void {
  const { real, harness, hub, serve } = inject("sites");

  const scoresOfNode = async (request: object): Promise<RerankResponse["results"]> => {
    const answer = await fetch(`${serve.url}/v1/rerank`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${serve.key}` },
      body: JSON.stringify(request),
    });
    return ((await answer.json()) as RerankResponse).results;
  };

  test("the first press is cancelled; the next two rank with the real model and give the very scores of Node", async () => {
    const browser = launched();
    await browser.open(`http://localhost:${real}/`);
    await browser.click(rerank);
    await browser.click(button("Cancel"));
    await expect.poll(() => text(browser, main)).toContain("Cancelled.");
    for (const asked of [skincare.query, "make-up trends"]) {
      await browser.fill(query, asked);
      await run(browser);
      expect(await items(browser, "Results")).toHaveLength(3);
      const { results } = await response(browser);
      const found = results.map(({ index, relevance_score }) => ({ index, relevance_score }));
      const { documents } = skincare;
      expect(found).toEqual(
        await scoresOfNode({ query: asked, documents, top_n: 3, return_documents: false }),
      );
    }
    expect(await text(browser, { role: "region", name: "Status" })).toContain("Scores verified");
  });

  const openHarness = async (browser: Browser) => {
    await browser.open(`http://localhost:${harness}/tests/e2e/harness/index.html`);
    await browser.evaluate(shareWorker);
  };
  const places = { hubHost: `http://localhost:${hub}`, modelBaseUrl: "/models/" };

  /** One model of each family. */
  const faultsOn = async (browser: Browser, device: Device) => {
    const faults: unknown[] = [];
    await openHarness(browser);
    for (const { subject, ...rest } of measurementsOn(device).filter(isSmoke)) {
      // The first requests tell whether the browser calculates; those with images come later.
      const pairs = subject.family === "multimodal" ? Infinity : 30;
      const measurement = { ...rest, subject: { ...subject, pairs, opaque: isWebKit(browser) } };
      const wrong = await browser
        .evaluate(scoreCases, taskOf(measurement, places))
        .then((found) => faultsOf(measurement, compare(measurement, found)))
        .catch((error: unknown) => [String(error)]);
      if (wrong.length > 0) faults.push([measurement.title, wrong]);
    }
    return faults;
  };

  test("one model of each family on WASM gives the scores of the original", async () => {
    expect(await faultsOn(launched(), "wasm")).toEqual([]);
  });

  test("where there is a graphics adapter, one model of each family on WebGPU, too", async ({ skip }) => {
    const browser = launched();
    await openHarness(browser);
    const adapter = await browser.evaluate(async () => {
      if (!("gpu" in navigator)) return "no WebGPU";
      return (await navigator.gpu.requestAdapter()) === null ? "WebGPU without an adapter" : "an adapter";
    });
    if (adapter !== "an adapter") {
      console.log(`${browser.version} has ${adapter} on this machine: no check of WebGPU ran.`);
      skip(adapter);
    }
    expect(await faultsOn(browser, "webgpu")).toEqual([]);
  });
}

/** In the page: one worker for all models, one after the other, so that its WASM is compiled once. */
function shareWorker(): void {
  const Original = window.Worker;
  let shared: Worker | undefined;
  window.Worker = class extends EventTarget {
    readonly ended = new AbortController();
    constructor(...parameters: ConstructorParameters<typeof Worker>) {
      super();
      shared ??= new Original(...parameters);
      const { signal } = this.ended;
      shared.addEventListener(
        "message",
        ({ data }) => this.dispatchEvent(new MessageEvent("message", { data })),
        { signal },
      );
    }
    postMessage(message: unknown): void {
      shared?.postMessage(message);
    }
    terminate(): void {
      this.ended.abort();
    }
  } as unknown as typeof Worker;
}
