import type { PlaygroundStore } from "../playground-store.ts";

/** Runs work when its turn has come; rejects with the signal's reason if that is aborted before. */
export type TakeTurn = <T>(signal: AbortSignal, work: () => Promise<T>) => Promise<T>;

/**
 * A queue for the local models. One runs at a time, and none beside the page's own run: they would slow each other
 * down, and the measured times would be wrong.
 */
export function createTurns(playground: PlaygroundStore): TakeTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (signal, work) => {
    const turn = last.then(async () => {
      await pageIsIdle(playground, signal);
      return work();
    });
    last = turn.catch(() => undefined);
    return turn;
  };
}

async function pageIsIdle(playground: PlaygroundStore, signal: AbortSignal): Promise<void> {
  while (playground.getState().run.status === "running") {
    signal.throwIfAborted();
    await new Promise<void>((resolve) => {
      const done = (): void => {
        unsubscribe();
        signal.removeEventListener("abort", done);
        resolve();
      };
      const unsubscribe = playground.subscribe(({ run }) => run.status !== "running" && done());
      signal.addEventListener("abort", done);
    });
  }
  signal.throwIfAborted();
}
