/** Keeps the draft over reloads (IndexedDB), and the preferences (localStorage, read before the first paint). */
import { del, get, keys, set } from "idb-keyval";
import * as v from "valibot";
import type { Draft } from "./draft.ts";
import type { ComparisonStore } from "./comparison-store.ts";
import { type PlaygroundStore, type Preferences, defaultPreferences } from "./playground-store.ts";
import {
  type RemoteSettings,
  SavedRemoteSettings,
  resolveAddress,
  defaultRemote,
} from "./remote-settings.ts";
import { restoreDraft, saveDraft } from "./saved-draft.ts";

const prefix = "tabrank-";
const draftKey = `${prefix}draft`;
const preferencesKey = `${prefix}preferences`;
const remoteKey = `${prefix}remote`;
/** The database that idb-keyval uses; other pages of this origin may use it too. */
const databaseName = "keyval-store";
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

/**
 * Saves after a pause in typing, and when the page is left, until the signal is aborted.
 * @returns saves at once
 */
export function keepState(store: PlaygroundStore, signal: AbortSignal): () => Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const save = async (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    // A private window may refuse: the page works on without memory.
    if (!signal.aborted) await set(draftKey, saveDraft(store.getState().draft)).catch(() => undefined);
  };
  const stop = store.subscribe((state, before) => {
    if (state.draft !== before.draft) {
      clearTimeout(timer);
      timer = setTimeout(() => void save(), quietMs);
    }
    if (state.preferences !== before.preferences) {
      try {
        localStorage.setItem(preferencesKey, JSON.stringify(state.preferences));
      } catch {
        // As above.
      }
    }
  });
  addEventListener("pagehide", () => timer !== undefined && void save());
  signal.addEventListener("abort", stop);
  return save;
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

export function keepRemote(comparison: ComparisonStore, signal: AbortSignal): void {
  const stop = comparison.subscribe(({ remote }, before) => {
    // What is no address yet may hold what must not be kept: a key in a query, say.
    if (remote === before.remote || remote.provider === "recording" || !resolveAddress(remote).ok) return;
    try {
      localStorage.setItem(remoteKey, JSON.stringify(remote));
    } catch {
      // The page works on without memory.
    }
  });
  signal.addEventListener("abort", stop);
}

/** Deletes all that is kept here, and nothing of other pages of this origin. What keeps it must have ended. */
export async function forgetAll(): Promise<void> {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) localStorage.removeItem(key);
    await del(draftKey);
    // Our connection is open until the page is left: only then the browser does it.
    if ((await keys()).length === 0) indexedDB.deleteDatabase(databaseName);
  } catch {
    // Where nothing can be kept, nothing is there.
  }
}
