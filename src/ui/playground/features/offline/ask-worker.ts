import * as v from "valibot";
import { type OfflineMessage, OfflineReport } from "../../../../offline/protocol.ts";

/** A service worker of another build may not know the question. */
const answerTimeoutMs = 10_000;

/** @returns `undefined` where it does not answer, or not in a form that this page knows */
export function askWorker(
  worker: Pick<ServiceWorker, "postMessage">,
  message: Exclude<OfflineMessage, { type: "take-over" }>,
): Promise<OfflineReport | undefined> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    // To fetch everything takes as long as it takes.
    if (message.type !== "keep") setTimeout(() => resolve(undefined), answerTimeoutMs);
    port1.addEventListener("message", ({ data }) => {
      const report = v.safeParse(OfflineReport, data);
      resolve(report.success ? report.output : undefined);
      port1.close();
    });
    port1.start();
    worker.postMessage(message, [port2]);
  });
}
