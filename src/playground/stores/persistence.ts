/** Keeps the draft over reloads (IndexedDB), and the preferences (localStorage, read before the first paint). */
import { get, set } from "idb-keyval";
import * as v from "valibot";
import type { Draft } from "./draft.ts";
import type { ComparisonStore } from "./comparison-store.ts";
import { type PlaygroundStore, type Preferences, defaultPreferences } from "./playground-store.ts";
import { type RemoteSettings, SavedRemoteSettings, addressOf, defaultRemote } from "./remote-settings.ts";
import { restoreDraft, saveDraft } from "./saved-draft.ts";

const draftKey = "tabrank-draft";
const preferencesKey = "tabrank-preferences";
const remoteKey = "tabrank-remote";
const quietMs = 300;

const SavedPreferences = v.object({
  theme: v.optional(v.picklist(["system", "light", "dark"]), defaultPreferences.theme),
  rerankWhileTyping: v.optional(v.boolean(), defaultPreferences.rerankWhileTyping),
});

/** The draft of the last visit; `undefined` on a first one, and where the browser keeps nothing. */
export async function loadDraft(): Promise<Draft | undefined> {
  try {
    return restoreDraft(await get(draftKey));
  } catch {
    return undefined;
  }
}

export function loadPreferences(): Preferences {
  try {
    const saved: unknown = JSON.parse(localStorage.getItem(preferencesKey) ?? "{}");
    return v.parse(SavedPreferences, saved);
  } catch {
    return defaultPreferences;
  }
}

/** Saves after a pause in typing, and when the page is left. */
export function keepState(store: PlaygroundStore): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const save = (): void => {
    clearTimeout(timer);
    timer = undefined;
    // A private window may refuse: the page works on without memory.
    set(draftKey, saveDraft(store.getState().draft)).catch(() => undefined);
  };
  store.subscribe((state, before) => {
    if (state.draft !== before.draft) {
      clearTimeout(timer);
      timer = setTimeout(save, quietMs);
    }
    if (state.preferences !== before.preferences) {
      try {
        localStorage.setItem(preferencesKey, JSON.stringify(state.preferences));
      } catch {
        // As above.
      }
    }
  });
  addEventListener("pagehide", () => timer !== undefined && save());
}

/** The server that was compared with last; its key was never kept, and whether it takes part neither. */
export function loadRemote(): RemoteSettings {
  try {
    const saved: unknown = JSON.parse(localStorage.getItem(remoteKey) ?? "");
    return v.parse(SavedRemoteSettings, saved);
  } catch {
    return defaultRemote;
  }
}

export function keepRemote(comparison: ComparisonStore): void {
  comparison.subscribe(({ remote }, before) => {
    // What is no address yet may hold what must not be kept: a key in a query, say.
    if (remote === before.remote || remote.provider === "recording" || !addressOf(remote).ok) return;
    try {
      localStorage.setItem(remoteKey, JSON.stringify(remote));
    } catch {
      // The page works on without memory.
    }
  });
}
