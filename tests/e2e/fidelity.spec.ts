/**
 * What only a browser shows: on WASM that it gives the very scores of Node, where `tests/fidelity` measures every
 * model; and the models that Node cannot run.
 */
import { fileURLToPath } from "node:url";
import { expect } from "@playwright/test";
import { type ViteDevServer, createServer } from "vite";
import type * as InNode from "../fidelity/in-node.ts";
import { isSmoke, measurementsOn, runsInNode } from "../fidelity/subjects.ts";
import { hubHost, test } from "./engine-page.ts";
import { fidelityTest, scoreInPage } from "./fidelity.ts";

// The catalogue's JSON is read by Vite, not by Node.
let vite: ViteDevServer;
let inNode: typeof InNode;
test.beforeAll(async () => {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  vite = await createServer({ root, logLevel: "error", server: { middlewareMode: true, ws: false } });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what this path is
  inNode = (await vite.ssrLoadModule("/tests/fidelity/in-node.ts")) as typeof InNode;
});
test.afterAll(() => vite.close());

for (const measurement of measurementsOn("wasm")) {
  if (!runsInNode(measurement)) fidelityTest(measurement);
  else if (isSmoke(measurement))
    test(`${measurement.title}: the browser gives the scores of Node, to every bit of a float32`, async ({
      engine,
    }) => {
      const inPage = asFloat32(await scoreInPage(engine, measurement));
      expect(inPage).toEqual(asFloat32(await inNode.scoreInNode(measurement, hubHost)));
    });
}

/**
 * The numbers as the model gives them. A logit that was recovered from its probability differs in its last digits
 * where two versions of V8 round a logarithm differently.
 */
function asFloat32(found: Awaited<ReturnType<typeof scoreInPage>>): unknown {
  return JSON.parse(JSON.stringify(found), (_key, value: unknown) =>
    typeof value === "number" ? Math.fround(value) : value,
  );
}
