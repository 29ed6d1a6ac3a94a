/** What the page and its service worker say to each other. Either may be of an older build: both sides validate. */
import * as v from "valibot";
import { parts } from "./parts.ts";

/** Beside the page; its name is our own, so that it is known among others on a shared origin. */
export const serviceWorkerFile = "tabrank-service-worker.js";

/** Begins the names of all caches of the service worker; the scope follows, for pages that share an origin. */
export const keptFilesPrefix = "tabrank-files:";

const Part = v.picklist(parts);

export const OfflineMessage = v.variant("type", [
  /** Fetch and keep these parts, and what this page has used. Answered with a report. */
  v.object({ type: v.literal("keep"), parts: v.array(Part), usedUrls: v.array(v.string()) }),
  /** Answered with a report. */
  v.object({ type: v.literal("describe") }),
  /** Serve all pages from now on. */
  v.object({ type: v.literal("take-over") }),
]);
export type OfflineMessage = v.InferOutput<typeof OfflineMessage>;

export const OfflineReport = v.object({
  /** Addresses of the page's scripts in this build: their names hold hashes of all code. */
  scriptUrls: v.array(v.string()),
  /** A part that a newer build has and this page does not know is left out of its sums. */
  parts: v.array(v.object({ part: v.string(), keptBytes: v.number(), totalBytes: v.number() })),
  /** Why something that was asked for is not kept. */
  failure: v.optional(v.string()),
});
export type OfflineReport = v.InferOutput<typeof OfflineReport>;
