import { serviceWorkerFile } from "../../../../offline/protocol.ts";

/** Deletes tabrank's service workers and caches (page and downloaded models) on this origin, and nothing else. */
export async function deleteCachedFiles(): Promise<void> {
  // A service worker that is still running cannot store anything once its cache is gone.
  await Promise.all([unregisterAll(), deleteCaches()].map((work) => work.catch(() => undefined)));
}

async function unregisterAll(): Promise<void> {
  const registrations = (await navigator.serviceWorker?.getRegistrations()) ?? [];
  const own = registrations.filter(({ active, waiting, installing }) =>
    [active, waiting, installing].some((worker) => worker?.scriptURL.endsWith(`/${serviceWorkerFile}`)),
  );
  await Promise.all(own.map((registration) => registration.unregister()));
}

async function deleteCaches(): Promise<void> {
  const names = (await globalThis.caches?.keys()) ?? [];
  await Promise.all(names.filter((name) => name.startsWith("tabrank-")).map((name) => caches.delete(name)));
}
