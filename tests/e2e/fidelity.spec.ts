/**
 * What only a browser shows: on WASM that it gives the very scores of Node, where `tests/fidelity` measures every
 * model; and the models that Node cannot run.
 */
import { expect } from "@playwright/test";
import { scoreInNode } from "../fidelity/in-node.ts";
import { isSmoke, measurementsOn, runsInNode } from "../fidelity/subjects.ts";
import { hubHost, test } from "./engine-page.ts";
import { fidelityTest, scoreInPage } from "./fidelity.ts";

for (const measurement of measurementsOn("wasm")) {
  if (!runsInNode(measurement)) fidelityTest(measurement);
  else if (isSmoke(measurement))
    test(`${measurement.title}: the browser gives the scores of Node, to all digits`, async ({ engine }) => {
      const inPage = await scoreInPage(engine, measurement);
      expect(inPage).toEqual(await scoreInNode(measurement, hubHost));
    });
}
