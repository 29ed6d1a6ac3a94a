/** Registers the service worker, tells it what to cache, and watches for new versions. Loaded when the page is idle. */
import { within } from "../../../../contract/waiting.ts";
import { trustedScript } from "../../../../engine/local/trusted-script.ts";
import { type OfflineReport, serviceWorkerFile } from "../../../../offline/protocol.ts";
import { deleteCachedFiles } from "../storage/delete-cached-files.ts";
import type { OfflineStore } from "../../stores/offline-store.ts";
import type { PlaygroundStore } from "../../stores/playground-store.ts";
import { askToPersist } from "../storage/ask-to-persist.ts";
import { askWorker } from "./ask-worker.ts";
import { type ExpectedCandidate, neededParts } from "./needed-parts.ts";

/** Functions of the page are passed in: importing them here would split them out of the first script. */
interface OfflineDependencies {
  playground: PlaygroundStore;
  offline: OfflineStore;
  expectedCandidate: ExpectedCandidate;
  saveDraft: () => Promise<void>;
  /** Ends the saving of draft and settings, and deletes what was saved. */
  forgetDraft: () => Promise<void>;
}

/** Pause between checks for a new version, for tabs that stay open for days. */
const updateCheckMs = 3_600_000;

/** The old worker may still answer a request. */
const takeOverMs = 10_000;

export async function startOffline(dependencies: OfflineDependencies): Promise<void> {
  const { playground, offline, forgetDraft } = dependencies;
  askToPersist(playground);
  offline.setState({
    erase: async () => {
      playground.getState().cancel();
      await Promise.all([deleteCachedFiles(), forgetDraft()]);
      offline.setState({ offline: { status: "erased" }, update: undefined });
    },
  });
  const registration = import.meta.env.DEV ? undefined : await register();
  if (!registration) return offline.setState({ offline: { status: "unavailable" } });
  offline.setState({ offline: { status: "preparing" } });
  const prepared = prepareActive(registration, dependencies);
  watchForUpdates(registration, dependencies, prepared);
  await prepared;
}

async function prepareActive(
  registration: ServiceWorkerRegistration,
  dependencies: OfflineDependencies,
): Promise<void> {
  const { active } = await navigator.serviceWorker.ready;
  if (!active) return;
  const report = await askWorker(active, { type: "describe" });
  // On localhost the page may be newer than its worker, which is then about to be replaced.
  if (report && !isOwnBuild(report) && (await hasSuccessor(registration))) return;
  await prepare(active, dependencies);
}

async function hasSuccessor(registration: ServiceWorkerRegistration): Promise<boolean> {
  await registration.update().catch(() => undefined);
  return (registration.installing ?? registration.waiting) !== null;
}

/** `undefined` without service workers: on insecure pages, in private windows, or if the user disabled them. */
async function register(): Promise<ServiceWorkerRegistration | undefined> {
  try {
    const script = trustedScript(new URL(serviceWorkerFile, document.baseURI));
    // Playwright resolves to `undefined` where a test blocks service workers.
    const registration: ServiceWorkerRegistration | undefined = await navigator.serviceWorker.register(
      script,
      { updateViaCache: "none" },
    );
    return registration;
  } catch {
    return undefined;
  }
}

async function prepare(
  worker: ServiceWorker,
  { playground, offline, expectedCandidate }: OfflineDependencies,
): Promise<void> {
  const parts = await neededParts(expectedCandidate, playground.getState().draft.settings.device);
  await untilNoRun(playground);
  const usedUrls = performance.getEntriesByType("resource").map(({ name }) => name);
  const report = await askWorker(worker, { type: "keep", parts, usedUrls });
  // The user may have deleted everything in the meantime.
  if (report && offline.getState().offline.status !== "erased") {
    offline.setState({ offline: { status: "ready", report } });
  }
}

/** Waits for the current run, and for the model that is loaded ahead: they need network and processor more. */
function untilNoRun(playground: PlaygroundStore): Promise<void> {
  const isBusy = ({ run, ahead }: ReturnType<PlaygroundStore["getState"]>) =>
    run.status === "running" || ahead === "loading";
  return new Promise((resolve) => {
    if (!isBusy(playground.getState())) return resolve();
    const stop = playground.subscribe((state) => {
      if (isBusy(state)) return;
      stop();
      resolve();
    });
  });
}

/** @param prepared resolves when the active worker has been told what to cache */
function watchForUpdates(
  registration: ServiceWorkerRegistration,
  dependencies: OfflineDependencies,
  prepared: Promise<void>,
): void {
  const container = navigator.serviceWorker;
  let watched: ServiceWorker | null = null;
  const watch = ({ installing }: ServiceWorkerRegistration): void => {
    if (installing === watched) return;
    watched = installing;
    installing?.addEventListener("statechange", () => {
      if (installing.state === "installed" && registration.active)
        void announce(installing, dependencies, prepared);
    });
  };
  if (registration.waiting && registration.active)
    void announce(registration.waiting, dependencies, prepared);
  // One that was found before this script ran has no event left.
  watch(registration);
  registration.addEventListener("updatefound", () => watch(registration));
  // Another tab has activated a new version.
  container.addEventListener("controllerchange", () => {
    if (container.controller) void announce(container.controller, dependencies, prepared);
  });
  let checkedAt = performance.now();
  document.addEventListener("visibilitychange", () => {
    if (document.hidden || performance.now() - checkedAt < updateCheckMs) return;
    checkedAt = performance.now();
    registration.update().catch(() => undefined);
  });
}

/** Offers a reload. If the page already is of the new version, only the worker is switched. */
async function announce(
  worker: ServiceWorker,
  dependencies: OfflineDependencies,
  prepared: Promise<void>,
): Promise<void> {
  const { offline, saveDraft } = dependencies;
  const report = await askWorker(worker, { type: "describe" });
  if (offline.getState().offline.status === "erased") return;
  if (report && isOwnBuild(report)) {
    // If the old worker gets a message while it gives way, Chromium can leave the new one waiting for minutes.
    await prepared.catch(() => undefined);
    if (worker.state !== "installed") return;
    await takeOver(worker);
    return prepare(worker, dependencies);
  }
  offline.setState({
    update: async () => {
      await saveDraft();
      if (worker.state === "installed") await takeOver(worker);
      location.reload();
    },
  });
}

/** Activates the worker. Resolves when it is active, when a newer one has replaced it, or when that takes too long. */
async function takeOver(worker: ServiceWorker): Promise<void> {
  const done = new Promise<void>((resolve) => {
    worker.addEventListener("statechange", () => {
      if (worker.state === "activated" || worker.state === "redundant") resolve();
    });
    worker.postMessage({ type: "take-over" });
  });
  await within(takeOverMs, done).catch(() => undefined);
}

function isOwnBuild({ scriptUrls }: OfflineReport): boolean {
  const preloaded = document.querySelectorAll<HTMLLinkElement>('link[rel="modulepreload"]');
  const own = new Set([
    ...[...document.scripts].map(({ src }) => src),
    ...[...preloaded].map(({ href }) => href),
  ]);
  return scriptUrls.every((url) => own.has(url));
}
