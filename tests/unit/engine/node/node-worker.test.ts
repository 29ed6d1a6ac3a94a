/** Real Node threads, with scripts that end in every way. */
import { expect, test } from "vitest";
import { startWorker } from "../../../../src/engine/local/workers/worker-handle.ts";
import { threadWorkers } from "../../../../src/engine/node/node-worker.ts";

const nowhere = new URL("file:///nowhere.js");

function start(script: string) {
  const url = new URL(`data:text/javascript,${encodeURIComponent(script)}`);
  return startWorker(threadWorkers(url, nowhere), undefined);
}

test.each([
  ["that exits", "process.exit(3)", "ended with code 3"],
  ["that throws", "throw new Error('out of luck')", "out of luck"],
  ["that rejects", "await Promise.reject(new Error('out of hope'))", "out of hope"],
  ["that exits during a call", onMessage("process.exit(0)"), "ended with code 0"],
  ["that has no script", "await import('file:///nowhere.js')", "nowhere.js"],
])("a thread %s rejects its calls and reports why", async (_, script, why) => {
  const worker = start(script);
  await expect(worker.probe()).rejects.toMatchObject({ cause: expect.anything() });
  await expect(worker.died).resolves.toMatchObject({
    code: "worker_crashed",
    message: expect.stringContaining(why) as string,
  });
});

test("a thread that the engine terminates is not reported as dead", async () => {
  const worker = start(onMessage(""));
  let died = false;
  void worker.died.then(() => (died = true));
  const call = worker.probe();
  worker.terminate();
  await expect(call).rejects.toMatchObject({ code: "disposed" });
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(died).toBe(false);
});

function onMessage(script: string): string {
  return `import { parentPort } from "node:worker_threads"; parentPort.on("message", () => { ${script} });`;
}
