/**
 * Saves the draft in IndexedDB, and preferences and server in localStorage, which is read before the first paint. Each
 * tab has its own copy of the draft in sessionStorage as well: it is written at once, even while the page is left, and no
 * other tab can replace it.
 */
import { del, get, keys, set } from "idb-keyval";
import * as v from "valibot";
import { TimeOver, within } from "../../../contract/waiting.ts";
import type { Draft } from "./draft.ts";
import type { ComparisonStore } from "./comparison-store.ts";
import { type PlaygroundStore, type Preferences, defaultPreferences } from "./playground-store.ts";
import {
  type RemoteSettings,
  SavedRemoteSettings,
  resolveAddress,
  defaultRemote,
} from "./remote-settings.ts";
import { restoreKept, keepDraft } from "./saved-draft.ts";

const prefix = "tabrank-";
const draftKey = `${prefix}draft`;
const unreadKey = `${prefix}draft-unread`;
const preferencesKey = `${prefix}preferences`;
const remoteKey = `${prefix}remote`;
/** The database of idb-keyval, which other pages of this origin may use too. */
const databaseName = "keyval-store";
const quietMs = 300;
/** A database that does not answer must not keep the page from being shown. */
const readLimitMs = 3000;

const SavedPreferences = v.object({
  // A newer version may have more choices.
  theme: v.fallback(v.picklist(["system", "light", "dark"]), defaultPreferences.theme),
  rerankWhileTyping: v.fallback(v.boolean(), defaultPreferences.rerankWhileTyping),
});

/**
 * The draft of this tab, else of the last visit; `undefined` at the first visit, and if the browser stores nothing.
 * `"unread"`: there is one that this page cannot read, as of a newer version. It is put aside, and nothing replaces it.
 */
export async function loadDraft(): Promise<Draft | "unread" | undefined> {
  const own = readOwn();
  const ownDraft = restoreKept(own);
  // The page may have been left before IndexedDB had the last letters. What it has may be newer, of another tab.
  if (ownDraft && Object(own).unsaved === true)
    void set(draftKey, keepDraft(ownDraft)).catch(() => undefined);
  if (ownDraft) return ownDraft;
  const stored = own === undefined ? get<unknown>(draftKey) : Promise.resolve(own);
  try {
    const saved = await within(readLimitMs, stored);
    const draft = restoreKept(saved);
    if (draft || saved === undefined) return draft;
    await set(unreadKey, saved);
    return "unread";
  } catch (error) {
    if (!(error instanceof TimeOver)) return undefined;
    // The database answers in order: what it had comes before what is typed meanwhile.
    void putAside(stored).catch(() => undefined);
    return "unread";
  }
}

async function putAside(stored: Promise<unknown>): Promise<void> {
  const saved = await stored;
  if (saved !== undefined) await set(unreadKey, saved);
}

/**
 * What was put aside on an earlier visit and can be read by now, as by an update of the page or a browser that answers
 * again; `undefined` if there is no such draft.
 */
export async function loadPutAside(): Promise<Draft | undefined> {
  return restoreKept(await get<unknown>(unreadKey).catch(() => undefined));
}

/** To be called once the draft of `loadPutAside` is saved as the page's own. */
export async function forgetPutAside(): Promise<void> {
  await del(unreadKey).catch(() => undefined);
}

/** This tab's copy; `undefined` if there is none, if it is damaged, and if it may not be read. */
function readOwn(): unknown {
  try {
    return JSON.parse(sessionStorage.getItem(draftKey) ?? "null") ?? undefined;
  } catch {
    return undefined;
  }
}

export function loadPreferences(): Preferences {
  return readLocal(preferencesKey, SavedPreferences) ?? defaultPreferences;
}

/**
 * Saves the draft after a pause in typing and when the page is left, until the signal is aborted.
 * @returns saves the draft at once
 */
export function autosave(store: PlaygroundStore, signal: AbortSignal): () => Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Until IndexedDB has it. */
  let unsaved = false;
  const save = async (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    if (signal.aborted) return;
    const { draft } = store.getState();
    writeOwn(draft, true);
    // A private window may reject it: the page then works without saving.
    await set(draftKey, keepDraft(draft)).catch(() => undefined);
    if (signal.aborted || store.getState().draft !== draft) return;
    unsaved = false;
    writeOwn(draft);
  };
  const stop = store.subscribe((state, before) => {
    if (state.draft !== before.draft) {
      unsaved = true;
      clearTimeout(timer);
      timer = setTimeout(() => void save(), quietMs);
    }
    if (state.preferences !== before.preferences) writeLocal(preferencesKey, state.preferences);
  });
  // What is typed now must be there after a reload, for which IndexedDB may be too slow.
  const flush = (): void => {
    if (signal.aborted) return;
    if (unsaved) void save();
    else writeOwn(store.getState().draft);
  };
  addEventListener("pagehide", flush, { signal });
  document.addEventListener("visibilitychange", () => document.hidden && flush(), { signal });
  signal.addEventListener("abort", stop);
  return save;
}

/** The server of the last comparison. Neither its key nor the switch is saved. */
export function loadRemote(): RemoteSettings {
  return readLocal(remoteKey, SavedRemoteSettings) ?? defaultRemote;
}

export function autosaveRemote(comparison: ComparisonStore, signal: AbortSignal): void {
  const stop = comparison.subscribe(({ remote }, before) => {
    // An incomplete address may contain a secret, such as a key in its query.
    if (remote === before.remote || remote.provider === "recording" || !resolveAddress(remote).ok) return;
    writeLocal(remoteKey, remote);
  });
  signal.addEventListener("abort", stop);
}

/** Deletes everything that is saved here, and nothing of other pages of this origin. Autosaving must have stopped. */
export async function deleteSaved(): Promise<void> {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) localStorage.removeItem(key);
    sessionStorage.removeItem(draftKey);
    await Promise.all([draftKey, unreadKey].map((key) => del(key)));
    // The browser deletes it when the page is left, because the connection stays open until then.
    if ((await keys()).length === 0) indexedDB.deleteDatabase(databaseName);
  } catch {
    // A browser that stores nothing has nothing to delete.
  }
}

/** `undefined` if there is no such value, or one that does not match the schema. */
function readLocal<Schema extends v.GenericSchema>(
  key: string,
  schema: Schema,
): v.InferOutput<Schema> | undefined {
  try {
    const parsed = v.safeParse(schema, JSON.parse(localStorage.getItem(key) ?? "null"));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}

/** Larger drafts do not fit: theirs is the copy in IndexedDB alone. */
function writeOwn(draft: Draft, unsaved = false): void {
  try {
    sessionStorage.removeItem(draftKey);
    sessionStorage.setItem(draftKey, JSON.stringify({ ...keepDraft(draft), unsaved }));
  } catch {
    // The old copy is gone; a browser that stores nothing never had one.
  }
}

function writeLocal(key: string, value: object): void {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // A private window may reject it: the page then works without saving.
  }
}
