import { within } from "../../../../contract/waiting.ts";
import { savesData } from "../../../../models/saves-data.ts";
import { sameEngine } from "../../stores/engines.ts";
import type { PlaygroundStore } from "../../stores/playground-store.ts";
import { whenIdle } from "../offline/when-idle.ts";

/** The first signs that somebody is about to use the page. */
const signs = ["pointerdown", "keydown", "focusin", "dragenter"] as const;
/** A service worker that is not there by then will not come. */
const controlMs = 3000;
/** Between two signs that are followed: workers that rest are woken by the next. */
const pauseMs = 10_000;

/**
 * Loads the model of the next run when the page is idle, and at the first sign of use; again when the person chooses
 * another. Never in a tab that nobody sees, nor where the browser is set to save data.
 */
export function loadWhenIdle(store: PlaygroundStore): void {
  if (savesData(navigator)) return;
  let askedAt = -Infinity;
  const ask = (): void => {
    if (document.hidden) return;
    askedAt = performance.now();
    void store.getState().loadAhead();
  };
  for (const sign of signs)
    addEventListener(sign, () => performance.now() - askedAt > pauseMs && ask(), {
      capture: true,
      passive: true,
    });
  const whenNext = (): void => void whenIdle().then(controlled).then(ask);
  document.addEventListener("visibilitychange", () => document.hidden || whenNext());
  store.subscribe(({ draft }, before) => {
    if (!sameEngine(draft.settings, before.draft.settings)) whenNext();
  });
  whenNext();
}

/** On the first visit: what the page loads from then on is cached for offline use, and not fetched for that again. */
async function controlled(): Promise<void> {
  const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  if (!workers || workers.controller) return;
  const control = new Promise((resolve) =>
    workers.addEventListener("controllerchange", resolve, { once: true }),
  );
  await within(controlMs, control).catch(() => undefined);
}
