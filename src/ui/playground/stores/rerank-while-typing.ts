import type { PlaygroundStore } from "./playground-store.ts";
import { type Draft, sameDraft } from "./draft.ts";

const pauseMs = 350;

/** Images that a run would fetch from elsewhere. */
function addressesIn({ queryImage, rows }: Draft): string[] {
  const images = rows.map(({ document }) => (typeof document === "string" ? undefined : document.image));
  return [queryImage, ...images].flatMap((image) =>
    image !== undefined && /^https?:/i.test(image) ? [image] : [],
  );
}

/**
 * With the preference on, runs after a pause in typing. Only with the engine that gave the last answer: a model is
 * never downloaded because somebody typed, and no image fetched that the last answer did not have.
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
      const { modelId, device, dtype, hubHost } = draft.settings;
      const ran = answer.draft.settings;
      const loaded =
        ran.modelId === modelId && ran.device === device && ran.dtype === dtype && ran.hubHost === hubHost;
      if (loaded && addressesIn(draft).every((address) => addressesIn(answer.draft).includes(address)))
        void rerank(true);
    }, pauseMs);
  });
}
