import { serviceWorkerFile } from "../../../offline/protocol.ts";
import { forgetAll } from "../../stores/persistence.ts";

/** All that tabrank keeps on this origin: service workers, caches, the draft, the settings. Others' things stay. */
export async function eraseEverything(): Promise<void> {
  // First, so that none keeps what is fetched from here on.
  await Promise.all([unregisterAll(), deleteCaches()].map((work) => work.catch(() => undefined)));
  await forgetAll();
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
