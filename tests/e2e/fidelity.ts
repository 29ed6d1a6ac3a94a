/** Scores in the browser against the original implementations. */
import { type Page, expect } from "@playwright/test";
import { compare, faultsOf, scoreCases, taskOf, writeRow } from "../fidelity/measure.ts";
import { type Measurement, isSmoke } from "../fidelity/subjects.ts";
import { hubHost, test } from "./engine-page.ts";

/** Set by `npm run fidelity`; without it one model of each family and device is run. */
const whole = process.env["TABRANK_FIDELITY"] === "whole";

export function scoreInPage(page: Page, measurement: Measurement): ReturnType<typeof scoreCases> {
  return page.evaluate(scoreCases, taskOf(measurement, { hubHost, modelBaseUrl: "/models/" }));
}

export function fidelityTest(measurement: Measurement): void {
  if (!whole && !isSmoke(measurement)) return;
  // A page for each, as in use: several models one after the other in one worker have crashed the tab (docs/facts.md).
  test(measurement.title, async ({ engine }) => {
    test.setTimeout(300_000);
    const fidelity = compare(measurement, await scoreInPage(engine, measurement));
    writeRow(measurement, fidelity);
    expect(faultsOf(measurement, fidelity)).toEqual([]);
  });
}
