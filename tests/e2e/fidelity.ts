/** Scores in the browser against the original implementations. */
import { type Page, test as base, expect } from "@playwright/test";
import { compare, faultsOf, scoreCases, taskOf, writeRow } from "../fidelity/measure.ts";
import { type Measurement, isSmoke } from "../fidelity/subjects.ts";
import { harnessUrl, hubHost, test } from "./engine-page.ts";

/** One page for all measurements on the GPU: shaders that one model had compiled serve the next. */
const testOnGpu = base.extend<object, { engine: Page }>({
  engine: [
    async ({ browser }, use) => {
      const page = await browser.newPage();
      await page.goto(harnessUrl);
      await use(page);
      await page.close();
    },
    { scope: "worker" },
  ],
});

/** Set by `npm run fidelity`; without it one model of each family and device is run. */
const whole = process.env["TABRANK_FIDELITY"] === "whole";

export function scoreInPage(page: Page, measurement: Measurement): ReturnType<typeof scoreCases> {
  return page.evaluate(scoreCases, taskOf(measurement, { hubHost, modelBaseUrl: "/models/" }));
}

export function fidelityTest(measurement: Measurement): void {
  if (!whole && !isSmoke(measurement)) return;
  const body = async ({ engine }: { engine: Page }): Promise<void> => {
    test.setTimeout(300_000);
    const fidelity = compare(measurement, await scoreInPage(engine, measurement));
    writeRow(measurement, fidelity);
    expect(faultsOf(measurement, fidelity)).toEqual([]);
  };
  if (measurement.device === "webgpu") testOnGpu(measurement.title, ({ engine }) => body({ engine }));
  else test(measurement.title, ({ engine }) => body({ engine }));
}
