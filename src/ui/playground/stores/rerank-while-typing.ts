import type { PlaygroundStore } from "./playground-store.ts";
import { type Draft, sameDraft } from "./draft.ts";
import { sameEngine } from "./engines.ts";

const pauseMs = 350;

/** Addresses of images that a run would fetch. */
function addressesIn({ queryImage, rows }: Draft): string[] {
  const images = rows.map(({ document }) => (typeof document === "string" ? undefined : document.image));
  return [queryImage, ...images].flatMap((image) =>
    image !== undefined && /^https?:/i.test(image) ? [image] : [],
  );
}

/**
 * Runs after a pause in typing, if the preference is on. It uses only the engine of the last answer and only images of
 * that answer: typing must never start a download.
 */
export function rerankWhileTyping(store: PlaygroundStore): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  store.subscribe((state, before) => {
    if (state.draft === before.draft && state.preferences === before.preferences) return;
    clearTimeout(timer);
    if (!state.preferences.rerankWhileTyping) return;
    timer = setTimeout(() => {
      const { draft, answer, rerank } = store.getState();
      if (!answer || sameDraft(answer.draft, draft)) return;
      const loaded = sameEngine(answer.draft.settings, draft.settings);
      if (loaded && addressesIn(draft).every((address) => addressesIn(answer.draft).includes(address)))
        void rerank(true);
    }, pauseMs);
  });
}
