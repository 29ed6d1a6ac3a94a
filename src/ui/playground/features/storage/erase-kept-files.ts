import { serviceWorkerFile } from "../../../../offline/protocol.ts";

/** The service workers and caches of tabrank on this origin: the page, downloaded models. Others' things stay. */
export async function eraseKeptFiles(): Promise<void> {
  // Without a cache of its own a service worker that is still at work keeps nothing.
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
