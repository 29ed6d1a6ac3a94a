/**
 * Makes the page work offline. It handles only requests for files of its own build, in its own folder; all other
 * requests go to the network as usual.
 */
import * as v from "valibot";
import { CachedFiles } from "./cached-files.ts";
import { inTime } from "./in-time.ts";
import { isLoopback } from "./loopback.ts";
import type { OfflineFile } from "./parts.ts";
import { OfflineMessage, type OfflineReport, cacheNamePrefix } from "./protocol.ts";
import { savesData } from "../models/saves-data.ts";

declare const self: ServiceWorkerGlobalScope;
/** Defined by the build: `scripts/service-worker-plugin.ts`. */
declare const OFFLINE_FILES: readonly OfflineFile[];

/** The only use of `OFFLINE_FILES`: the build inlines the whole list at every use. */
const allFiles = OFFLINE_FILES;

const { scope } = self.registration;
const cacheName = cacheNamePrefix + scope;
const files = new CachedFiles({
  files: allFiles,
  scope,
  openCache: () => caches.open(cacheName),
  fetch: (...parameters) => fetch(...parameters),
});

/**
 * On localhost, a port may serve a rebuilt page or another project at any time. The network is tried first there, and
 * the cache is the fallback.
 */
const networkFirst = isLoopback(self.location.hostname);

self.addEventListener("install", (event) => {
  // All or nothing: an incomplete build is never served.
  event.waitUntil(Promise.all(allFiles.filter(isAlwaysCached).map((file) => files.add(file))));
});

self.addEventListener("activate", (event) => {
  // Claim the page of the first visit, so that the model that it loads is cached too.
  event.waitUntil(Promise.all([files.clean(), self.clients.claim()]));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || request.headers.has("range") || !request.url.startsWith(scope)) return;
  const file = files.fileAt(request.url);
  if (!file) {
    if (request.url.startsWith(`${scope}assets/`)) event.respondWith(olderFile(request));
    return;
  }
  // Someone who opens a script's URL wants to see the server's file.
  if (request.mode === "navigate" && file.path !== "") return;
  event.respondWith(answer(file, event));
});

async function answer(file: OfflineFile, event: FetchEvent): Promise<Response> {
  // The user deleted all data: cache nothing until the page is opened again.
  if (!(await hasCache())) return fetch(event.request);
  // A page that asks to reload a file has found the cached one to be wrong.
  const cached = event.request.cache === "reload" ? undefined : await inTime(files.match(file));
  if (cached && !networkFirst) return cached;
  try {
    const response = await fetch(event.request);
    // Caching may fail, for example on a full disk; the response is served anyway.
    if (!cached && response.ok) {
      event.waitUntil(files.addResponse(file, response.clone()).catch(() => undefined));
    }
    return response;
  } catch (cause) {
    if (cached) return cached;
    throw cause;
  }
}

async function olderFile(request: Request): Promise<Response> {
  const older = (await hasCache()) ? await inTime(files.matchOlder(request.url)) : undefined;
  return older ?? fetch(request);
}

async function hasCache(): Promise<boolean> {
  return (await inTime(caches.has(cacheName))) ?? false;
}

self.addEventListener("message", (event) => {
  const message = v.safeParse(OfflineMessage, event.data);
  if (!message.success) return;
  switch (message.output.type) {
    case "keep":
      return event.waitUntil(
        cacheParts(message.output).then((report) => event.ports[0]?.postMessage(report)),
      );
    case "describe":
      return event.waitUntil(files.report().then((report) => event.ports[0]?.postMessage(report)));
    case "take-over":
      return event.waitUntil(self.skipWaiting());
  }
});

async function cacheParts(message: Extract<OfflineMessage, { type: "keep" }>): Promise<OfflineReport> {
  const used = new Set(message.usedUrls.map((url) => files.fileAt(url)));
  const wanted = allFiles.filter(
    (file) => isAlwaysCached(file) || message.parts.includes(file.part) || used.has(file),
  );
  let failure: string | undefined;
  // One at a time, to leave bandwidth to a run that starts meanwhile.
  for (const [position, file] of wanted.entries()) {
    // The user deleted all data meanwhile.
    if (position > 0 && !(await hasCache())) break;
    await files.add(file).catch((cause: unknown) => {
      failure ??= cause instanceof Error ? cause.message : String(cause);
    });
  }
  return { ...(await files.report()), ...(failure !== undefined && { failure }) };
}

/** With the browser's data saver on, code is cached only when it is used. */
function isAlwaysCached({ part }: OfflineFile): boolean {
  return part === "shell" || (part === "code" && !savesData(navigator));
}
