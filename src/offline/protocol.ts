/**
 * The messages between the page and its service worker. Either side may be an older build, so both validate, and the
 * names of fields and message types do not change.
 */
import * as v from "valibot";
import { parts } from "./parts.ts";

/** Lies beside the page. The name distinguishes it from other service workers on a shared origin. */
export const serviceWorkerFile = "tabrank-service-worker.js";

/** Prefix of the service worker's cache names. The scope follows, to separate pages that share an origin. */
export const cacheNamePrefix = "tabrank-files:";

const Part = v.picklist(parts);

export const OfflineMessage = v.variant("type", [
  /** Cache these parts and the files that this page has used. Answered with a report. */
  v.object({ type: v.literal("keep"), parts: v.array(Part), usedUrls: v.array(v.string()) }),
  /** Answered with a report. */
  v.object({ type: v.literal("describe") }),
  /** Activate now and serve all open pages. */
  v.object({ type: v.literal("take-over") }),
]);
export type OfflineMessage = v.InferOutput<typeof OfflineMessage>;

export const OfflineReport = v.object({
  /** URLs of the page's scripts in this build. Their names contain hashes of all code. */
  scriptUrls: v.array(v.string()),
  /** May contain parts of a newer build that this page does not know; it ignores them. */
  parts: v.array(v.object({ part: v.string(), keptBytes: v.number(), totalBytes: v.number() })),
  /** Why a requested file is not cached. */
  failure: v.optional(v.string()),
});
export type OfflineReport = v.InferOutput<typeof OfflineReport>;
