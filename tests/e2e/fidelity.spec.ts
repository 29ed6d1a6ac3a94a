/**
 * What only a browser shows: on WASM that it gives the very scores of Node, where `tests/fidelity` measures every
 * model; and the models that Node cannot run.
 */
import { fileURLToPath } from "node:url";
import { expect } from "@playwright/test";
import { type ViteDevServer, createServer } from "vite";
import type { scoreInNode } from "../fidelity/in-node.ts";
import { isSmoke, measurementsOn, runsInNode } from "../fidelity/subjects.ts";
import { hubHost, test } from "./engine-page.ts";
import { fidelityTest, scoreInPage } from "./fidelity.ts";

interface InNode {
  scoreInNode: typeof scoreInNode;
}

// The catalogue's JSON is read by Vite, not by Node.
let vite: ViteDevServer;
let inNode: InNode;
test.beforeAll(async () => {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  vite = await createServer({ root, logLevel: "error", server: { middlewareMode: true, ws: false } });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what this path is
  inNode = (await vite.ssrLoadModule("/tests/fidelity/in-node.ts")) as InNode;
});
test.afterAll(() => vite.close());

for (const measurement of measurementsOn("wasm")) {
  if (!runsInNode(measurement)) fidelityTest(measurement);
  else if (isSmoke(measurement))
    test(`${measurement.title}: the browser gives the scores of Node, to all digits`, async ({ engine }) => {
      const inPage = await scoreInPage(engine, measurement);
      expect(inPage).toEqual(await inNode.scoreInNode(measurement, hubHost));
    });
}
