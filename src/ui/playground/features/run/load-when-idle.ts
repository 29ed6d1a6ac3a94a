import { savesData } from "../../../../offline/saves-data.ts";
import type { PlaygroundStore } from "../../stores/playground-store.ts";
import { whenIdle } from "../offline/when-idle.ts";

/** The first signs that somebody is about to use the page. */
const signs = ["pointerdown", "keydown", "focusin", "dragenter"] as const;
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
  const whenNext = (): void => void whenIdle().then(ask);
  document.addEventListener("visibilitychange", () => document.hidden || whenNext());
  store.subscribe(({ draft: { settings: now } }, { draft: { settings: before } }) => {
    const same =
      now.modelId === before.modelId &&
      now.device === before.device &&
      now.dtype === before.dtype &&
      now.hubHost === before.hubHost;
    if (!same) whenNext();
  });
  whenNext();
}
