import * as v from "valibot";
import { type OfflineMessage, OfflineReport } from "../../../../offline/protocol.ts";

/** A service worker of another build may not understand the message. */
const answerTimeoutMs = 10_000;

/** @returns `undefined` if it does not answer in time, or not in a format that this page knows */
export function askWorker(
  worker: Pick<ServiceWorker, "postMessage">,
  message: Exclude<OfflineMessage, { type: "take-over" }>,
): Promise<OfflineReport | undefined> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    // Fetching everything has no time limit.
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
