/**
 * Keeps the page for use without a network. It touches requests of its own folder only, and of those only the files
 * that its build knows: everything else goes its way as if there were no service worker.
 */
import * as v from "valibot";
import { KeptFiles } from "./kept-files.ts";
import { isLoopback } from "./loopback.ts";
import type { OfflineFile } from "./parts.ts";
import { OfflineMessage, type OfflineReport, keptFilesPrefix } from "./protocol.ts";
import { savesData } from "./saves-data.ts";

declare const self: ServiceWorkerGlobalScope;
/** Written by the build: `scripts/service-worker-plugin.ts`. */
declare const OFFLINE_FILES: readonly OfflineFile[];

/** Named once: the build writes the list wherever its name stands. */
const allFiles = OFFLINE_FILES;

const { scope } = self.registration;
const cacheName = keptFilesPrefix + scope;
const files = new KeptFiles({
  files: allFiles,
  scope,
  openCache: () => caches.open(cacheName),
  fetch: (...parameters) => fetch(...parameters),
});

/**
 * A port of this machine belongs to whatever is served there today: a rebuilt page, or another project. So there the
 * server is asked first, and what is kept stands in when it does not answer.
 */
const serverFirst = isLoopback(self.location.hostname);

self.addEventListener("install", (event) => {
  // All or none: a build that is not whole is never served.
  event.waitUntil(Promise.all(allFiles.filter(isAlwaysKept).map((file) => files.keep(file))));
});

self.addEventListener("activate", (event) => {
  // The first visit is served from here on: the model of its first run is kept, and the network may go.
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
  // Somebody who opens the address of a script wants to see what the server has.
  if (request.mode === "navigate" && file.path !== "") return;
  event.respondWith(answer(file, event));
});

async function answer(file: OfflineFile, event: FetchEvent): Promise<Response> {
  // The person has deleted everything: until the page is opened anew nothing is kept.
  if (!(await hasCache())) return fetch(event.request);
  const kept = await files.match(file).catch(() => undefined);
  if (kept && !serverFirst) return kept;
  try {
    const response = await fetch(event.request);
    // What is used once is there the next time; a full disk is no reason to fail.
    if (!kept && response.ok) {
      event.waitUntil(files.keepResponse(file, response.clone()).catch(() => undefined));
    }
    return response;
  } catch (cause) {
    if (kept) return kept;
    throw cause;
  }
}

async function olderFile(request: Request): Promise<Response> {
  const older = (await hasCache()) ? await files.matchOlder(request.url).catch(() => undefined) : undefined;
  return older ?? fetch(request);
}

function hasCache(): Promise<boolean> {
  return caches.has(cacheName).catch(() => false);
}

self.addEventListener("message", (event) => {
  const message = v.safeParse(OfflineMessage, event.data);
  if (!message.success) return;
  switch (message.output.type) {
    case "keep":
      return event.waitUntil(keep(message.output).then((report) => event.ports[0]?.postMessage(report)));
    case "describe":
      return event.waitUntil(files.report().then((report) => event.ports[0]?.postMessage(report)));
    case "take-over":
      return event.waitUntil(self.skipWaiting());
  }
});

async function keep(message: Extract<OfflineMessage, { type: "keep" }>): Promise<OfflineReport> {
  const used = new Set(message.usedUrls.map((url) => files.fileAt(url)));
  const wanted = allFiles.filter(
    (file) => isAlwaysKept(file) || message.parts.includes(file.part) || used.has(file),
  );
  let failure: string | undefined;
  // One after the other: a run that begins meanwhile needs the network more.
  for (const [position, file] of wanted.entries()) {
    // Everything was deleted meanwhile.
    if (position > 0 && !(await hasCache())) break;
    await files.keep(file).catch((cause: unknown) => {
      failure ??= cause instanceof Error ? cause.message : String(cause);
    });
  }
  return { ...(await files.report()), ...(failure !== undefined && { failure }) };
}

/** With the browser's data saver on, of the code too only what was used. */
function isAlwaysKept({ part }: OfflineFile): boolean {
  return part === "shell" || (part === "code" && !savesData(navigator));
}
