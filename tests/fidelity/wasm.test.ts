/** Every family on WASM against its original, in Node. The browser's part: `tests/e2e/fidelity.spec.ts`. */
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { hub } from "../e2e/hub-server.mjs";
import { scoreInNode } from "./in-node.ts";
import { compare, faultsOf, writeRow } from "./measure.ts";
import { measurementsOn, runsInNode } from "./subjects.ts";

let hubHost = "";
beforeAll(async () => {
  await new Promise<void>((resolve) => hub.listen(0, resolve));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a server on a port has such an address
  hubHost = `http://localhost:${(hub.address() as AddressInfo).port}`;
});
afterAll(() => hub.close());

for (const measurement of measurementsOn("wasm").filter(runsInNode)) {
  test(measurement.title, async () => {
    const fidelity = compare(measurement, await scoreInNode(measurement, hubHost));
    writeRow(measurement, fidelity);
    expect(faultsOf(measurement, fidelity)).toEqual([]);
  });
}
